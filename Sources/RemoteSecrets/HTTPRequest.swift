import Configuration
import Privacy

/// A request of HTTP/1.1: one per connection, with the secrets that it carries in guarded memory.
struct HTTPRequest: ~Copyable {
  enum Method: String { case get = "GET", post = "POST" }

  let method: Method
  /// Path and query, percent-encoded.
  let target: String
  /// None of them secret. Names and values hold no line ends.
  var headers: [(name: String, value: String)]
  /// Headers with secret values, as they are sent: `NAME: VALUE`, each with its line end.
  private var secretHeaders: SecretBytes
  /// Empty for `GET`; holds no secret.
  var body: [UInt8]

  init(_ method: Method, _ target: String) throws(PrivacyError) {
    secretHeaders = try SecretBytes(count: 0) { _ in }
    self.method = method
    self.target = target
    headers = []
    body = []
  }

  /// Adds a header whose value nobody may see.
  mutating func add(_ name: String, _ value: borrowing SecretBytes) throws(PrivacyError) {
    secretHeaders = try SecretText.make(limit: secretHeaders.count + name.utf8.count + value.count + 4) { text in
      text.append(secretHeaders)
      text.append("\(name): ")
      text.append(value)
      text.append("\r\n")
    }
  }

  /// Longer than all that is written besides headers' values.
  private static let overhead = 1024

  /// The bytes to send.
  func encoded(for address: ServerAddress) throws(PrivacyError) -> SecretBytes {
    var fields = headers
    fields.append(("Host", address.authority))
    fields.append(("Accept", "application/json"))
    fields.append(("User-Agent", "featurize"))
    fields.append(("Connection", "close"))
    if method == .post { fields.append(("Content-Length", "\(body.count)")) }
    let limit = fields.reduce(Self.overhead + target.utf8.count + secretHeaders.count + body.count) {
      $0 + $1.name.utf8.count + $1.value.utf8.count + 4
    }
    return try SecretText.make(limit: limit) { text in
      text.append("\(method.rawValue) \(target) HTTP/1.1\r\n")
      for (name, value) in fields { text.append("\(name): \(value)\r\n") }
      text.append(secretHeaders)
      text.append("\r\n")
      body.withUnsafeBytes { text.append($0) }
    }
  }
}

/// What may stand in a request.
enum HTTPText {
  /// Every byte but letters, digits and `-._~` as `%XX`; a slash too, unless it separates.
  static func percentEncoded(_ text: String, keepingSlashes: Bool = false) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      case UInt8(ascii: "/") where keepingSlashes: bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a header may have this value: visible characters and inner spaces of ASCII, so that nothing can end the
  /// line and begin another header.
  static func isHeaderValue(_ bytes: UnsafeRawBufferPointer) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
