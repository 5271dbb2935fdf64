/// The canonical form of an e-mail address in place.
enum EmailAddress {
  /// RFC 5321, section 4.5.3.1: octets of the local part, and of the whole.
  private static let localLimit = 64
  private static let limit = 254

  /// Rewrites `bytes[start...]`; `false` if it is no address `local@domain` with a domain of two labels or more.
  static func canonicalize(_ bytes: inout [UInt8], from start: Int) -> Bool {
    guard let at = bytes[start...].lastIndex(of: UInt8(ascii: "@")), (1...localLimit).contains(at - start) else {
      return false
    }
    for byte in bytes[start..<at] where byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "@") { return false }
    guard bytes[start] != UInt8(ascii: "."), bytes[at - 1] != UInt8(ascii: ".") else { return false }
    if bytes[at...].contains(where: { $0 >= 0x80 }) {
      let domain = String(decoding: bytes[(at + 1)...], as: UTF8.self).lowercased()
      let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
      bytes.removeSubrange((at + 1)...)
      for (index, label) in labels.enumerated() {
        guard let label = Punycode.label(String(label)) else { return false }
        if index > 0 { bytes.append(UInt8(ascii: ".")) }
        bytes.append(contentsOf: label)
      }
    } else {
      for position in (at + 1)..<bytes.count where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[position]) {
        bytes[position] += 32
      }
    }
    return bytes.count - start <= limit && isDomain(bytes[(at + 1)...])
  }

  /// Whether printable ASCII without a space is plainly an address in its canonical form: a look at each byte once,
  /// where `canonicalize` takes the domain apart.
  static func isCanonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= limit, let at = bytes.firstIndex(of: UInt8(ascii: "@")), (1...localLimit).contains(at),
      bytes[0] != UInt8(ascii: "."), bytes[at - 1] != UInt8(ascii: ".")
    else { return false }
    var start = at + 1
    var labels = 0
    for position in start...bytes.count {
      let byte = position < bytes.count ? bytes[position] : UInt8(ascii: ".")
      if byte == UInt8(ascii: ".") {
        guard position > start, position - start <= 63, bytes[position - 1] != UInt8(ascii: "-") else { return false }
        labels += 1
        start = position + 1
      } else {
        guard
          byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
            || byte == UInt8(ascii: "-") && position > start
        else { return false }
      }
    }
    return labels >= 2
  }

  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count >= 2
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
          }
      }
  }
}
