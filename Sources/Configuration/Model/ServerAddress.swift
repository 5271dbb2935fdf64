/// Where a secret manager listens: `https://HOST[:PORT][/PATH]`.
///
/// Plain `http` is for this machine only (`localhost`, 127.0.0.0/8, `[::1]`): what comes back is a key. User names,
/// queries and fragments are refused, and so is every character that could end a line of a request.
package struct ServerAddress: Sendable, Equatable {
  package enum Problem: Error, Sendable, Equatable {
    case malformed
    /// Plain `http` to another machine.
    case insecure
  }

  package let isEncrypted: Bool
  /// A name, an IPv4 address, or an IPv6 address without its brackets.
  package let host: String
  package let port: UInt16
  /// `""`, or `/…` without a slash at its end.
  package let path: String

  package init(_ text: String) throws(Problem) {
    let bytes = Array(text.utf8)
    let https = Array("https://".utf8), http = Array("http://".utf8)
    let rest: ArraySlice<UInt8>
    if bytes.starts(with: https) {
      (isEncrypted, rest) = (true, bytes[https.count...])
    } else if bytes.starts(with: http) {
      (isEncrypted, rest) = (false, bytes[http.count...])
    } else {
      throw .malformed
    }
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    (host, port) = try Self.authority(rest[..<slash], defaultPort: isEncrypted ? 443 : 80)
    var path = rest[slash...]
    while path.last == UInt8(ascii: "/") { path = path.dropLast() }
    guard path.allSatisfy(Self.isPathByte) else { throw .malformed }
    self.path = String(decoding: path, as: UTF8.self)
    guard isEncrypted || isThisMachine else { throw .insecure }
  }

  /// Scheme, host and port, for messages and for the `Host` header.
  package var text: String { "\(isEncrypted ? "https" : "http")://\(authority)" }

  /// The host, in brackets where it must be, and the port unless it is the scheme's own.
  package var authority: String {
    let host = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == (isEncrypted ? 443 : 80) ? host : "\(host):\(port)"
  }

  private var isThisMachine: Bool {
    host == "localhost" || host == "::1"
      || host.hasPrefix("127.") && host.utf8.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func authority(
    _ bytes: ArraySlice<UInt8>, defaultPort: UInt16
  ) throws(Problem) -> (String, UInt16) {
    var host = bytes
    var port: ArraySlice<UInt8>?
    if bytes.first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw .malformed }
      host = bytes[(bytes.startIndex + 1)..<end]
      guard host.allSatisfy({ isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
        throw .malformed
      }
      let after = bytes[(end + 1)...]
      if !after.isEmpty {
        guard after.first == UInt8(ascii: ":") else { throw .malformed }
        port = after.dropFirst()
      }
    } else {
      if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
        (host, port) = (bytes[..<colon], bytes[(colon + 1)...])
      }
      guard host.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") })
      else { throw .malformed }
    }
    guard (1...253).contains(host.count) else { throw .malformed }
    let name = String(decoding: host, as: UTF8.self)
    guard let port else { return (name, defaultPort) }
    guard (1...5).contains(port.count), port.allSatisfy(isDigit),
      let number = UInt16(String(decoding: port, as: UTF8.self)), number > 0
    else { throw .malformed }
    return (name, number)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "-._~/%".utf8.contains(byte)
  }
}

extension ServerAddress.Problem {
  /// Says what is wrong with the address at `node`.
  func report(at node: Node, _ decoder: inout Decoder) {
    switch self {
    case .malformed:
      decoder.report(
        .badValue, at: node.span, "this is not the address of a server",
        help: "write https://HOST, with :PORT and /PATH where needed")
    case .insecure:
      decoder.report(
        .insecureAddress, at: node.span, "keys would travel in the clear",
        help: "write https://; plain http is for localhost only")
    }
  }
}
