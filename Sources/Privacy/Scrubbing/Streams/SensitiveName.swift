/// The names of members and keys whose values are masked whole, whatever they are: `"password": …` in JSON, `pin=…` in
/// logfmt.
///
/// Compared in small letters, without `_`, `-`, `.` and spaces. A name that ends in one of the longer words counts
/// (`db_password`, `X-Api-Key`), the short ones must be the whole name. The kernel has them too (`secret_names.h`): a name
/// that it does not know is passed over.
enum SensitiveName {
  static let endings: [StaticString] = [
    "password", "passwd", "pwd", "passphrase", "secret", "token", "authorization", "cookie", "credential",
    "credentials", "apikey", "privatekey", "secretkey", "accesskey", "signingkey", "encryptionkey",
  ]
  static let whole: [StaticString] = ["pin", "cvv", "cvc", "ssn"]
  /// Longer names are told by as many last letters.
  private static let limit = 32

  /// The entity that stands for what `name` (as it is written, without quotes) names, or `nil` for other names.
  static func entity(for name: Text) -> Entity? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: limit) { letters in
      var count = 0
      var isCut = false
      for byte in name.reversed() {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): continue
        default: break
        }
        guard count < limit else {
          isCut = true
          break
        }
        count += 1
        letters[limit - count] = byte.lowercased
      }
      let plain = UnsafeBufferPointer(rebasing: letters[(limit - count)...])
      if endings.contains(where: { plain.has($0, at: count - $0.utf8CodeUnitCount) }) {
        return plain.has("authorization", at: count - 13) ? .authorization : .keyedSecret
      }
      if !isCut, whole.contains(where: { count == $0.utf8CodeUnitCount && plain.has($0, at: 0) }) {
        return plain.has("ssn", at: 0) ? .usSocialSecurity : .keyedSecret
      }
      return nil
    }
  }

  /// Whether a value says nothing: a label, a token of ours, stars, a placeholder.
  static func isHarmless(_ value: Text) -> Bool {
    value.isEmpty || Label.isLabel(in: value, value.indices) || Token.isToken(value) || value.has("${", at: 0)
      || value.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
