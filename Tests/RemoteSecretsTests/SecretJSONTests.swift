import Configuration
import Privacy
import Testing

@testable import RemoteSecrets

@Suite struct SecretJSONTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let document: String
    let path: [String]
    /// `nil`: refused.
    let expected: String?
    var testDescription: String { "\(path.joined(separator: ".")) of \(document.prefix(60))" }

    init(_ document: String, _ path: String, _ expected: String?) {
      self.document = document
      self.path = path.split(separator: ".").map(String.init)
      self.expected = expected
    }
  }

  static let rows: [Row] = [
    .init(#"{"a":"x"}"#, "a", "x"), .init(#" { "a" : "x" } "#, "a", "x"), .init(#"{"a":""}"#, "a", ""),
    .init(#"{"b":1,"c":[1,{"a":"no"},[]],"d":{"a":"no"},"e":null,"f":true,"a":"x"}"#, "a", "x"),
    .init(#"{"data":{"data":{"key":"x","other":2},"metadata":{"key":"no"}}}"#, "data.data.key", "x"),
    .init(#"{"a":"q\"b\\s\/n\nt\tr\rb\bf\f"}"#, "a", "q\"b\\s/n\nt\tr\rb\u{8}f\u{c}"),
    .init(#"{"a":"\u0041\u00e9\u20ac\ud83d\ude00é"}"#, "a", "Aé€😀é"),
    .init(#"{"a":"x\u0000y"}"#, "a", "x\0y"),
    .init(#"{"a":"}, \"a\": \"no"}"#, "a", #"}, "a": "no"#),
    // Not there, or not text.
    .init(#"{}"#, "a", nil), .init(#"{"b":"x"}"#, "a", nil), .init(#"{"a":1}"#, "a", nil),
    .init(#"{"a":null}"#, "a", nil), .init(#"{"a":["x"]}"#, "a", nil), .init(#"{"a":{"b":1}}"#, "a", nil),
    .init(#"["a","x"]"#, "a", nil), .init(#""a""#, "a", nil), .init(#"{"a":"x"}"#, "a.b", nil),
    .init(#"{"\u0061":"x"}"#, "a", nil),
    // Twice.
    .init(#"{"a":"x","a":"y"}"#, "a", nil),
    // Broken.
    .init("", "a", nil), .init("{", "a", nil), .init(#"{"a"#, "a", nil), .init(#"{"a""#, "a", nil),
    .init(#"{"a":"#, "a", nil), .init(#"{"a":"x"#, "a", nil), .init(#"{"a":"x\"#, "a", nil),
    .init(#"{"a":"x","#, "a", nil), .init(#"{"a":"x",}"#, "a", nil), .init(#"{,"a":"x"}"#, "a", nil),
    .init(#"{"a" "x"}"#, "a", nil), .init(#"{"a":"x" "b":"y"}"#, "a", nil), .init(#"{"a":"\q"}"#, "a", nil),
    .init(#"{"a":"\u12"}"#, "a", nil), .init(#"{"a":"\ud83d"}"#, "a", nil), .init(#"{"a":"\ude00"}"#, "a", nil),
    .init(#"{"a":"\ud83d\u0041"}"#, "a", nil), .init("{\"a\":\"x\ny\"}", "a", nil), .init(#"{"b":,"a":"x"}"#, "a", nil),
    .init(#"{"b":[1,2,"a":"x"}"#, "a", nil),
    .init(#"{"b":"# + String(repeating: "[", count: 100_000) + "}", "a", nil),
  ]

  @Test(arguments: rows) func takesOneText(_ row: Row) throws {
    let document = try secret(row.document)
    let found = Result { () throws(PrivacyError) -> String in
      text(try SecretJSON.text(at: row.path, in: document, from: "https://x"))
    }
    switch found {
    case .success(let text): #expect(text == row.expected)
    case .failure(let error): #expect(row.expected == nil && error.code == .managerAnswer)
    }
  }

  /// No truncation, and no changed byte, crashes; and a text that is found is one.
  @Test func hostileDocuments() throws {
    let whole = Array(#"{"data":{"n":[1,-2.5e3,{"x":null}],"data":{"key":"a\u00e9\ud83d\ude00\n"}}}"#.utf8)
    for end in whole.indices {
      let document = try SecretBytes(count: end) { $0.copyBytes(from: whole[..<end]) }
      #expect(throws: PrivacyError.self) {
        _ = try SecretJSON.text(at: ["data", "data", "key"], in: document, from: "https://x")
      }
    }
    for position in whole.indices {
      for byte in [0, 0x0A, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x2C, 0xFF] as [UInt8] {
        var changed = whole
        changed[position] = byte
        let document = try SecretBytes(count: changed.count) { $0.copyBytes(from: changed) }
        _ = try? text(SecretJSON.text(at: ["data", "data", "key"], in: document, from: "https://x"))
      }
    }
  }
}
