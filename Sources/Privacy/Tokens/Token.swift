/// A pseudonym as text: `pt1_<domain>_<kid>_<26 characters of the hash>_<2 check characters>`.
///
/// A value of this type has been checked: its parts are well formed and its check characters are right. Whether the key
/// ring would make this token, only the key ring knows. docs/token-format.md describes it byte by byte.
package struct Token: Sendable, Equatable, Hashable {
  /// A small letter, then small letters, digits and single `_`, at most 32.
  package let domain: String
  package let kid: String
  package let text: String

  static let prefix = Array("pt1_".utf8)
  static let kidLength = 4
  static let hashLength = 26
  static let checkLength = 2
  static let domainLimit = 32
  /// Bytes besides the domain.
  static let overhead = 4 + 1 + kidLength + 1 + hashLength + 1 + checkLength

  /// `nil` if the text is not a token.
  package init?(parsing text: String) {
    var text = text
    guard let domain = text.withUTF8(Token.domain(of:)) else { return nil }
    self.text = text
    self.domain = String(decoding: Array(text.utf8)[domain], as: UTF8.self)
    kid = String(decoding: Array(text.utf8)[(domain.upperBound + 1)...].prefix(Token.kidLength), as: UTF8.self)
  }

  /// Whether these bytes, all of them, are a token. For hot paths.
  package static func isToken(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { domain(of: bytes) != nil }

  /// A token's domain may hold `_`, so its parts are found from the end.
  private static func domain(of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard bytes.count > overhead, bytes.count <= overhead + domainLimit, bytes[..<4].elementsEqual(prefix) else {
      return nil
    }
    let domain = 4..<(bytes.count - overhead + 4)
    let kid = (domain.upperBound + 1)..<(domain.upperBound + 1 + kidLength)
    let hash = (kid.upperBound + 1)..<(kid.upperBound + 1 + hashLength)
    guard bytes[kid.lowerBound - 1] == separator, bytes[hash.lowerBound - 1] == separator,
      bytes[hash.upperBound] == separator, isDomain(UnsafeBufferPointer(rebasing: bytes[domain]))
    else { return nil }
    return Base32.values.withUnsafeBufferPointer { values in
      for position in kid where values[Int(bytes[position])] == 255 { return nil }
      for position in hash where values[Int(bytes[position])] == 255 { return nil }
      // 26 characters hold 130 bits; the 2 that the hash does not fill are 0.
      guard values[Int(bytes[hash.upperBound - 1])] & 3 == 0 else { return nil }
      let register = TokenCheck.register(of: UnsafeBufferPointer(rebasing: bytes[..<(hash.upperBound + 1)]))
      let found = (values[Int(bytes[bytes.count - 2])], values[Int(bytes[bytes.count - 1])])
      return found == (UInt8(register >> 5), UInt8(register & 31)) ? domain : nil
    }
  }

  /// Whether `text` may name a domain.
  package static func isDomain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isDomain($0) }
  }

  private static func isDomain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (1...domainLimit).contains(text.count), (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[0]),
      text[text.count - 1] != separator
    else { return false }
    var before: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case separator where before != separator: break
      default: return false
      }
      before = byte
    }
    return true
  }

  static func isKeyId(_ text: String) -> Bool {
    text.utf8.count == kidLength && text.utf8.allSatisfy { Base32.values[Int($0)] != 255 }
  }

  private static let separator = UInt8(ascii: "_")
}
