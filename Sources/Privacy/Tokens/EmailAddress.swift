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
