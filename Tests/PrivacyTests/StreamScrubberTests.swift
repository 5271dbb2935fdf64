import TestSupport
import Testing

@testable import Privacy

@Suite struct StreamScrubberTests {
  static func scrub(
    _ pieces: [[UInt8]], _ lines: LineScrubber = LineScrubber(), limit: Int = StreamScrubber.lineLimit
  ) -> [UInt8] {
    var scrubber = StreamScrubber(lines, lineLimit: limit)
    var output: [UInt8] = []
    for piece in pieces { piece.withUnsafeBufferPointer { scrubber.push($0, to: &output) } }
    scrubber.finish(to: &output)
    return output
  }

  static func scrub(_ text: String, _ form: LineForm = .auto, _ replacement: Replacement = .label) -> String {
    String(decoding: scrub([Array(text.utf8)], LineScrubber(form: form, replacement: replacement)), as: UTF8.self)
  }

  static func isJSON(_ text: Text) -> Bool {
    var outline = JSONOutline()
    return outline.read(text)
  }

  static let token = "pt1_email_ab2c_aaaaaaaaaaaaaaaaaaaaaaaaaa_aa"
  static let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nabc=\n-----END RSA PRIVATE KEY-----"
  static let zone =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"

  static let plain: [(String, String)] = [
    ("", ""), ("\n\n", "\n\n"), ("nothing", "nothing"), ("a ada@example.org b\r\n", "a [EMAIL] b\r\n"),
    ("x\nada@example.org\ny 203.0.113.7", "x\n[EMAIL]\ny [IPV4]"), ("a\0b 203.0.113.7\0\n", "a\0b [IPV4]\0\n"),
    ("password:\nhunter22\n", "password:\n[KEYED_SECRET]\n"),
    ("password: \r\n  ada\n", "password: \r\n  ada\n"),
    ("Authorization:\nBearer abcdefgh", "Authorization:\nBearer [AUTH_HEADER]"),
    ("\(key)\nafter", "[PEM_PRIVATE_KEY]\nafter"),
    ("k=\"\(key)\", next\nafter\n", "k=\"[PEM_PRIVATE_KEY]\n\", next\nafter\n"),
    (
      "-----BEGIN PRIVATE KEY-----\nMIIE\n12:00 INFO mail to a@b.co\nMIIF\n-----END PRIVATE KEY-----\nz\n",
      "[PEM_PRIVATE_KEY]\n12:00 INFO mail to [EMAIL]\nz\n"
    ),
    ("12:00 -----BEGIN PRIVATE KEY-----\n12:00 all is well\n", "12:00 [PEM_PRIVATE_KEY]\n12:00 all is well\n"),
    (
      "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n",
      "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n"
    ),
    ("\(zone)\nx", "[PASSPORT_MRZ]\n[PASSPORT_MRZ]\nx"),
  ]

  @Test(arguments: plain)
  func plainText(_ text: String, expected: String) { #expect(Self.scrub(text) == expected) }

  static let json: [(String, String)] = [
    (#"{"password":"x"}"#, #"{"password":"[KEYED_SECRET]"}"#),
    (#"{"Authorization" : "Basic a"}"#, #"{"Authorization" : "[AUTH_HEADER]"}"#),
    (#"{"db_password":{"a":["x",1]},"n":1}"#, #"{"db_password":"[KEYED_SECRET]","n":1}"#),
    (
      #"{"a":[{"pin":1234},{"pin":null},{"pin":""},{"pin":[]}]}"#,
      #"{"a":[{"pin":"[KEYED_SECRET]"},{"pin":null},{"pin":""},{"pin":[]}]}"#
    ),
    (#"{"to":"ada\u0040example.org"}"#, #"{"to":"[EMAIL]"}"#),
    (#"{"to":"\u0061da@example.org, x"}"#, #"{"to":"[EMAIL], x"}"#),
    (#"{"to":"a\"b\\ ada@example.org"}"#, #"{"to":"a\"b\\ [EMAIL]"}"#),
    (#"{"pass\u0077ord":"x","ada@example.org":1}"#, #"{"pass\u0077ord":"[KEYED_SECRET]","[EMAIL]":1}"#),
    (#"{"card":4012888888881881,"n":-1.5e3}"#, #"{"card":"[CREDIT_CARD]","n":-1.5e3}"#),
    (#"{"body":"{\"pin\":1234,\"to\":\"a@b.co\"}"}"#, #"{"body":"{\"pin\":\"[KEYED_SECRET]\",\"to\":\"[EMAIL]\"}"}"#),
    (
      #"{"key":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n","n":1}"#,
      #"{"key":"[PEM_PRIVATE_KEY]\n","n":1}"#
    ),
    (#"{"key":"-----BEGIN PRIVATE KEY-----","user":"bob"}"#, #"{"key":"[PEM_PRIVATE_KEY]","user":"bob"}"#),
    (#"{"tokens":12,"token_count":7,"token":true}"#, #"{"tokens":12,"token_count":7,"token":true}"#),
    (#"[{"secret":"s"}]"#, #"[{"secret":"[KEYED_SECRET]"}]"#),
    (
      #"{"a":"{\"b\":\"{\\\"password\\\":\\\"hunter22\\\"}\"}"}"#,
      #"{"a":"{\"b\":\"{\\\"password\\\":\\\"[KEYED_SECRET]\\\"}\"}"}"#
    ),
    (
      #"{"password"         : "x","api key":"y"}"#,
      #"{"password"         : "[KEYED_SECRET]","api key":"[KEYED_SECRET]"}"#
    ),
    (#"{"api key":"y","the pin":"x"}"#, #"{"api key":"[KEYED_SECRET]","the pin":"x"}"#),
    (#"{"ssn":"078051123"}"#, #"{"ssn":"[US_SSN]"}"#),
    (#"{"a":"\ud83d\ude00 a@b.co \ud83d"}"#, #"{"a":"\ud83d\ude00 [EMAIL] \ud83d"}"#),
  ]

  @Test(arguments: json)
  func jsonLines(_ text: String, expected: String) {
    #expect(Self.scrub(text + "\n", .auto) == expected + "\n")
    #expect(Self.scrub(text, .json) == expected)
    for line in [text, expected] { line.withBytes { #expect(Self.isJSON($0)) } }
  }

  static let fragments: [(String, String)] = [
    (
      #"2026-01-31T12:00:00Z stdout F {"pin":1234,"n":1}"#,
      #"2026-01-31T12:00:00Z stdout F {"pin":"[KEYED_SECRET]","n":1}"#
    ),
    (#"a@b.co {"to":"a\u0040b.co","card":4012888888881881}"#, #"[EMAIL] {"to":"[EMAIL]","card":"[CREDIT_CARD]"}"#),
    (
      #"version": ?sig=abcpa{"authorization":"Basic dXNlcjpwYXNz"}"#,
      #"version": ?sig=[URL_QUERY_SECRET]{"authorization":"[AUTH_HEADER]"}"#
    ),
    (#"  "password" : "x","#, #"  "password" : "[KEYED_SECRET]","#), (#""n": 1, a@b.co"#, #""n": 1, [EMAIL]"#),
    (#"{"pin":1} {"pin":2"#, #"{"pin":1} {"pin":2"#),
    (#""key": "-----BEGIN PRIVATE KEY-----","#, #""key": "[PEM_PRIVATE_KEY]","#),
  ]

  @Test(arguments: fragments)
  func jsonThatIsNotTheWholeLine(_ text: String, expected: String) { #expect(Self.scrub(text) == expected) }

  static let logfmt: [(String, String)] = [
    ("level=info pin=1234 n=2", "level=info pin=[KEYED_SECRET] n=2"),
    ("level=info password=\"two words\" n=2", "level=info password=\"[KEYED_SECRET]\" n=2"),
    ("level=info msg=\"to \\\"ada@example.org\\\"\" n=2", "level=info msg=\"to \\\"[EMAIL]\\\"\" n=2"),
    ("level=info msg=\"ada\\u0040example.org\"", "level=info msg=\"[EMAIL]\""),
    ("level=info secret=\"\" token=null", "level=info secret=\"\" token=null"),
    ("level=info authorization=\"Bearer x\"", "level=info authorization=\"[AUTH_HEADER]\""),
  ]

  @Test(arguments: logfmt)
  func logfmtLines(_ text: String, expected: String) {
    #expect(Self.scrub(text, .auto) == expected)
    #expect(Self.scrub(text, .logfmt) == expected)
  }

  @Test func formsAreTold() {
    #expect(Self.scrub("the pin=1234 is wrong", .auto) == "the pin=1234 is wrong")
    #expect(Self.scrub("the pin=1234 is wrong", .logfmt) == "the pin=[KEYED_SECRET] is wrong")
    #expect(Self.scrub(#"{"pin":1234}"#, .plain) == #"{"pin":1234}"#)
    #expect(Self.scrub("{not json a@b.co", .json) == "{not json [EMAIL]")
    #expect(Self.scrub("[12:00] a@b.co {", .auto) == "[12:00] [EMAIL] {")
  }

  @Test(arguments: [
    ("ada@example.org", "a***@***.org"), ("?m=ada%40example.org&", "?m=a***%40***.org&"),
    ("+41 44 668 18 00", "+41 ** *** ** 00"),
    ("4012 8888 8888 1881", "**** **** **** 1881"), ("GB82 WEST 1234 5698 7654 32", "GB** **** **** **** **54 32"),
    ("078-05-1123", "***-**-1123"), ("756.9217.0769.85", "756.****.****.85"), ("203.0.113.7/24", "203.0.*.*"),
    ("2001:db8::1", "2001:db8:*"), ("::ffff:192.0.2.1", "*"), ("00:1A:2b:3C:4D:5E", "00:1A:2b:**:**:**"),
    ("password=hunter22", "password=[KEYED_SECRET]"),
  ])
  func partialMasks(_ text: String, expected: String) { #expect(Self.scrub(text, .auto, .partial) == expected) }

  static func tokens() throws -> Replacement {
    .token(try EntityTokens(Set(Entity.allCases), keys: TokenTests.ring, tenant: "", domain: nil))
  }

  @Test func tokensCorrelate() throws {
    let tokens = try Self.tokens()
    let email = try TokenTests.ring.tokenizer(tenant: "", domain: "email", form: .email).token(of: "ada@example.org")!
    #expect(
      Self.scrub("ada@example.org ada@EXAMPLE.org ada%40example.org password=hunter22", .auto, tokens)
        == "\(email) \(email) \(email) password=[KEYED_SECRET]")
    #expect(
      Self.scrub(#"{"to":"ada\u0040example.org","pin":1}"#, .auto, tokens)
        == #"{"to":"\#(email)","pin":"[KEYED_SECRET]"}"#)
    let phone = try TokenTests.ring.tokenizer(tenant: "", domain: "phone_e164", form: .phone).token(of: "+41446681800")!
    #expect(Self.scrub("0041 44 668 18 00", .auto, tokens) == phone)
  }

  /// Texts in which everything stands at a bad place.
  static let adverse: [String] =
    plain.map(\.0) + fragments.map { $0.0 + "\n" } + json.map { $0.0 + "\n" } + logfmt.map { $0.0 + "\r\n" } + [
      "a@b.co\r\n\r\n\0\0ada@example.org\n\r\r\nx", "password:\npassword:\nhunter22\n",
      "\(zone)\n\(zone)\n\(key)\n\(key)",
      "-----BEGIN PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----\nMII\n{\"a\":\"a@b.co\"}\n-----END X-----x a@b.co\n",
      "\u{FEFF}é\u{301}ada@example.org “203.0.113.7”\n",
    ]

  /// However the bytes are cut in two, and one by one, the output is the same.
  @Test(arguments: adverse)
  func everySplit(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = Self.scrub([bytes])
    #expect(Self.scrub(bytes.map { [$0] }) == whole)
    for cut in bytes.indices { #expect(Self.scrub([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "\(cut)") }
  }

  /// Random texts, random splits, every style and form: the output is the same, and scrubbing it again changes nothing.
  @Test(arguments: 0..<12 as Range<UInt64>)
  func everySplitOfRandomText(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let styles: [Replacement] = [.label, .partial, try Self.tokens()]
    for round in 0..<60 {
      var bytes: [UInt8] = []
      for _ in 0..<4 {
        bytes +=
          Bool.random(using: &generator)
          ? Array(Self.adverse.randomElement(using: &generator)!.utf8)
          : ScannerMarksTests.random(&generator, pieces: 1...6)
      }
      let lines = LineScrubber(
        scanner: Scanner(round % 4 == 0 ? .everything : .standard),
        form: LineForm.allCases.randomElement(using: &generator)!, replacement: styles.randomElement(using: &generator)!
      )
      let whole = Self.scrub([bytes], lines)
      var pieces: [[UInt8]] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...40, using: &generator))
        pieces.append(Array(bytes[start..<end]))
        start = end
      }
      #expect(Self.scrub(pieces, lines) == whole, "seed \(seed) round \(round)")
      #expect(
        Self.scrub([whole], lines) == whole, "seed \(seed) round \(round): \(String(decoding: whole, as: UTF8.self))")
    }
  }

  /// Lines that stand by themselves come out as when every one of them is read, without looking for marks.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func marksHideNoLine(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let lines = LineScrubber()
    let values = ["x", "hunter22", "ada@example.org", "1234", "a b", "", "null", "{}", "version", "é"]
    let names =
      (SensitiveName.endings + SensitiveName.whole).map(String.init(describing:)) + ["version", "to", "key", "a b"]
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    func object(_ depth: Int) -> String {
      let members = (0..<Int.random(in: 1...3, using: &generator)).map { _ -> String in
        let name = ["", "x_", "my "].randomElement(using: &generator)! + names.randomElement(using: &generator)!
        let spaces = String(repeating: " ", count: Int.random(in: 0..<8, using: &generator) / 6 * 5)
        let value =
          depth < 3 && Bool.random(using: &generator) ? object(depth + 1) : values.randomElement(using: &generator)!
        return quoted(name) + spaces + ":" + quoted(value)
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    for _ in 0..<200 {
      var line = object(0)
      if Int.random(in: 0..<4, using: &generator) == 0 {
        line = names.prefix(6).map { $0 + "=" + values.randomElement(using: &generator)! }.joined(separator: " ")
      }
      line.withBytes { bytes in
        let read = lines.scrub(bytes) ?? Array(bytes)
        #expect(Self.scrub([Array(bytes)]) == read, "seed \(seed): \(line)")
      }
    }
  }

  /// The memory of a line is that of the next one: nothing of it must show there.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func linesLeaveNothingBehind(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func object(_ depth: Int) -> String { Self.randomJSON(&generator, depth: depth) }
    func value() -> String {
      ["ada@example.org", "203.0.113.7 4111 1111 1111 1111", "756.9217.0769.85", "x", #"a\"b\\u0040example.org"#]
        .randomElement(using: &generator)!
    }
    let styles: [Replacement] = [.label, .partial, try Self.tokens()]
    for form in LineForm.allCases {
      let lines = LineScrubber(form: form, replacement: styles.randomElement(using: &generator)!)
      let log = (0..<60).map { number -> String in
        switch number % 6 {
        case 0: object(0)
        case 1: "12:30:45 app " + object(1)
        case 2: #"  "to": "\#(value())","#
        case 3: #"to=\#(value()) msg="\#(value())" pin=\#(value()) n=1"#
        case 4: "{\"a\":\"{\\\"b\\\":\\\"ada@example.org\\\"}\",\"token\":7}"
        default: "for \(value()) and \(value())"
        }
      }.filter { !$0.contains("PRIVATE KEY") && !$0.contains("\n") }
      let each = log.flatMap { Self.scrub([Array(($0 + "\n").utf8)], lines) }
      let whole = Self.scrub([Array((log.joined(separator: "\n") + "\n").utf8)], lines)
      #expect(whole == each, "seed \(seed) \(form)")
    }
  }

  /// What holds nothing comes out as it went in, whatever the bytes.
  @Test func otherBytesPass() {
    var generator = SeededGenerator(seed: 5)
    let bytes =
      (0..<20_000).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) } + [0, 10, 13, 10, 0xC3, 10, 0xFF]
    #expect(Self.scrub([bytes]) == bytes)
  }

  /// JSON stays JSON.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func jsonStaysJSON(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let text = Self.randomJSON(&generator, depth: 0)
      for style in [Replacement.label, .partial] {
        let scrubbed = Self.scrub(text, .json, style)
        scrubbed.withBytes { #expect(Self.isJSON($0), "seed \(seed): \(text) -> \(scrubbed)") }
        #expect(Self.scrub(scrubbed, .json, style) == scrubbed, "seed \(seed): \(text)")
      }
    }
  }

  static func randomJSON(_ generator: inout SeededGenerator, depth: Int) -> String {
    let strings = [
      "ada@example.org", "ada\\u0040example.org", "password=hunter22", "\\\\", "\\\"", "x\\n203.0.113.7", "pin",
      "token",
      "authorization", "a", "{\\\"pin\\\":1,\\\"a\\\":\\\"a@b.co\\\"}", "-----BEGIN PRIVATE KEY-----\\nMII",
      "+41 44 668 18 00",
      "\\ud83d\\ude00", "é", "",
    ]
    func string() -> String {
      "\""
        + (0..<Int.random(in: 0...3, using: &generator)).map { _ in strings.randomElement(using: &generator)! }.joined()
        + "\""
    }
    switch Int.random(in: depth > 3 ? 3...6 : 0...6, using: &generator) {
    case 0, 1:
      return "{"
        + (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          string() + ":" + randomJSON(&generator, depth: depth + 1)
        }.joined(separator: ", ") + "}"
    case 2:
      return "["
        + (0..<Int.random(in: 0...4, using: &generator)).map { _ in randomJSON(&generator, depth: depth + 1) }.joined(
          separator: ",") + "]"
    case 3: return ["4012888888881881", "-1.5", "0", "1e9", "203"].randomElement(using: &generator)!
    case 4: return ["true", "null"].randomElement(using: &generator)!
    default: return string()
    }
  }
}

extension String {
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var copy = self
    copy.withUTF8(body)
  }
}

@Suite struct LongLineTests {
  static let limit = 1 << 16

  /// Something to find every few bytes, at random places, without a line end.
  static func text(_ seed: UInt64, length: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    let found = [
      "ada.lovelace@mail.example.org", "GB82 WEST 1234 5698 7654 32", "password=hunter22", "2001:db8::1",
      "https://me:s3cret@db.example/x",
    ]
    while bytes.count < length {
      for _ in 0..<Int.random(in: 1...400, using: &generator) {
        bytes.append(Array("abc xyz.,;0".utf8).randomElement(using: &generator)!)
      }
      bytes += Array(" \(found.randomElement(using: &generator)!) ".utf8)
    }
    return bytes
  }

  /// The windows of a long line give what one look at the whole line gives, wherever they end.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func windowsHideNothing(seed: UInt64) {
    let bytes = Self.text(seed, length: 200_000)
    let whole = StreamScrubberTests.scrub([bytes + [10]])
    #expect(StreamScrubberTests.scrub([bytes + [10]], limit: Self.limit) == whole)
    #expect(StreamScrubberTests.scrub([bytes], limit: Self.limit) == whole.dropLast())
    var generator = SeededGenerator(seed: seed)
    var pieces: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...30_000, using: &generator))
      pieces.append(Array(bytes[start..<end]))
      start = end
    }
    #expect(StreamScrubberTests.scrub(pieces + [[10]], limit: Self.limit) == whole)
    #expect(StreamScrubberTests.scrub([whole], limit: Self.limit) == whole)
  }

  /// An address across each place around a window's end.
  @Test func atEveryPlaceOfAWindowsEnd() {
    for border in [Self.limit - LongLine.overlap, Self.limit] {
      for shift in stride(from: -40, through: 40, by: 3) {
        let bytes = Array(repeating: UInt8(ascii: " "), count: border + shift) + Array("ada@example.org ".utf8)
        let long = bytes + Array(repeating: UInt8(ascii: " "), count: Self.limit)
        let output = String(decoding: StreamScrubberTests.scrub([long], limit: Self.limit), as: UTF8.self)
        #expect(output.contains(" [EMAIL] ") && !output.contains("ada"), "\(border) \(shift)")
      }
    }
  }

  /// Secrets longer than a window are swallowed to their end.
  @Test(arguments: [1, 1000, 65_536]) func longSecrets(piece: Int) {
    let secret = Array(repeating: Array("a1B2c3D4".utf8), count: 40_000).flatMap(\.self)
    let key = Array("-----BEGIN PRIVATE KEY----- ".utf8) + secret + Array(" -----END PRIVATE KEY-----".utf8)
    for (text, expected) in [
      (Array("x password=".utf8) + secret + Array(" rest a@b.co\ny".utf8), "x password=[KEYED_SECRET] rest [EMAIL]\ny"),
      (Array("x ".utf8) + key + Array(" rest a@b.co\ny".utf8), "x [PEM_PRIVATE_KEY] rest [EMAIL]\ny"),
    ] {
      let pieces = stride(from: 0, to: text.count, by: piece).map { Array(text[$0..<min(text.count, $0 + piece)]) }
      #expect(
        String(decoding: StreamScrubberTests.scrub(pieces, limit: Self.limit), as: UTF8.self) == expected, "\(piece)")
    }
  }
}
