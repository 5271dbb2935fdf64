import Glibc

/// An IP address as `inet_pton` reads it: strict dotted quads, and every form of RFC 4291.
struct IPAddress {
  private let bytes: [UInt8]

  /// `nil` if the bytes, all of them, are no address.
  init?(parsing text: UnsafeBufferPointer<UInt8>) {
    // The longest is ::ffff with a dotted quad, 45 characters.
    guard (2...45).contains(text.count), !text.contains(0) else { return nil }
    let string = String(decoding: text, as: UTF8.self)
    let family = text.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
    var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
    guard inet_pton(family, string, &bytes) == 1 else { return nil }
    self.bytes = bytes
  }

  /// `192.0.2.0/24`, `2001:db8:1::/48`.
  var network: String {
    if bytes.count == 4 { return "\(bytes[0]).\(bytes[1]).\(bytes[2]).0/24" }
    let groups = (0..<3).map { String(UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/48"
  }
}
