import Glibc

/// An IP address as `inet_pton` reads it: strict dotted quads, and every form of RFC 4291.
struct IPAddress {
  /// In the order of the network; of an IPv4 address the first four.
  private let storage: SIMD16<UInt8>
  private let count: Int

  /// `nil` if the bytes, all of them, are no address.
  init?(parsing text: UnsafeBufferPointer<UInt8>) {
    // The longest is ::ffff with a dotted quad, 45 characters.
    guard (2...45).contains(text.count), !text.contains(0) else { return nil }
    let family = text.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
    var storage = SIMD16<UInt8>()
    // On the stack: many times of day look like one so far.
    let isAddress = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 46) { string in
      for position in text.indices { string[position] = text[position] }
      string[text.count] = 0
      return string.withMemoryRebound(to: CChar.self) { inet_pton(family, $0.baseAddress!, &storage) == 1 }
    }
    guard isAddress else { return nil }
    self.storage = storage
    count = family == AF_INET ? 4 : 16
  }

  private var bytes: [UInt8] { (0..<count).map { storage[$0] } }

  /// The network of so many bits, such as `192.0.0.0/16`. An IPv4 address in the clothes of IPv6 (`::ffff:192.0.2.1`) is
  /// cut as what it is.
  func network(v4: Int, v6: Int) -> String {
    let bytes = bytes
    let isMapped = count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    let address = isMapped ? Array(bytes[12...]) : bytes
    let length = address.count == 4 ? v4 : v6
    let cut = address.enumerated().map { position, byte in
      byte & UInt8(truncatingIfNeeded: 0xFF00 >> min(max(length - 8 * position, 0), 8))
    }
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { memory in
      String(cString: inet_ntop(cut.count == 4 ? AF_INET : AF_INET6, cut, memory.baseAddress!, 64))
    }
    return "\(text)/\(length)"
  }

  /// Whether it is the address of a whole network of so many bits: no host, and nobody's.
  func isNetwork(length: Int) -> Bool {
    guard length <= (count == 4 ? 24 : 48) else { return false }
    return (0..<count).allSatisfy { position in
      storage[position] & ~UInt8(truncatingIfNeeded: 0xFF00 >> min(max(length - 8 * position, 0), 8)) == 0
    }
  }

  /// `192.0.2.0/24`, `2001:db8:1::/48`.
  var network: String {
    let bytes = bytes
    if count == 4 { return "\(bytes[0]).\(bytes[1]).\(bytes[2]).0/24" }
    let groups = (0..<3).map { String(UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/48"
  }
}
