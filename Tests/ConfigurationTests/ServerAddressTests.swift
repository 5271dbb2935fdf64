import Configuration
import Testing

@Suite struct ServerAddressTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    /// Encryption, host, port and path as one text; or the problem.
    let expected: Result<String, ServerAddress.Problem>
    var testDescription: String { text }

    init(_ text: String, _ expected: String) { (self.text, self.expected) = (text, .success(expected)) }
    init(_ text: String, _ problem: ServerAddress.Problem) { (self.text, self.expected) = (text, .failure(problem)) }
  }

  static let rows: [Row] = [
    .init("https://vault.example", "true vault.example 443 "),
    .init("https://vault.example/", "true vault.example 443 "),
    .init("https://vault.example:8200/team//", "true vault.example 8200 /team"),
    .init("https://10.0.0.1:1", "true 10.0.0.1 1 "), .init("https://[2001:db8::1]:8200", "true 2001:db8::1 8200 "),
    .init("https://[::1]", "true ::1 443 "), .init("http://localhost:8200", "false localhost 8200 "),
    .init("http://127.0.0.1", "false 127.0.0.1 80 "), .init("http://[::1]:8200", "false ::1 8200 "),
    .init("http://vault.example", .insecure), .init("http://10.0.0.1", .insecure),
    .init("http://127.example", .insecure), .init("http://localhost.example", .insecure),
    .init("http://[::2]", .insecure), .init("vault.example", .malformed), .init("ftp://vault.example", .malformed),
    .init("https://", .malformed), .init("https://:8200", .malformed), .init("https://me:pw@vault.example", .malformed),
    .init("https://vault.example:0", .malformed), .init("https://vault.example:65536", .malformed),
    .init("https://vault.example:", .malformed), .init("https://vault.example:82x", .malformed),
    .init("https://vault.example/?a=b", .malformed), .init("https://vault.example/#a", .malformed),
    .init("https://vault.example\r\nX: y", .malformed), .init("https://va ult", .malformed),
    .init("https://vault.example/a b", .malformed), .init("https://[::1", .malformed),
    .init("https://[::1]8200", .malformed),
    .init("https://[vault]", .malformed), .init("HTTPS://vault.example", .malformed),
    .init("https://" + String(repeating: "a", count: 254), .malformed),
  ]

  @Test(arguments: rows) func reads(_ row: Row) {
    let found = Result { () throws(ServerAddress.Problem) -> String in
      let address = try ServerAddress(row.text)
      return "\(address.isEncrypted) \(address.host) \(address.port) \(address.path)"
    }
    #expect(found == row.expected)
  }
}
