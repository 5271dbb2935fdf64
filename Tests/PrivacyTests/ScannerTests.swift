import TestSupport
import Testing

@testable import Privacy

/// Text in which what is expected stands between ⟦ and ⟧.
struct ScanRow: Sendable, CustomTestStringConvertible {
  let entity: Entity?
  let text: String
  let expected: [Range<Int>]

  init(_ entity: Entity?, _ marked: String) {
    self.entity = entity
    var text: [UInt8] = []
    var expected: [Range<Int>] = []
    var start = 0
    for character in marked {
      switch character {
      case "⟦": start = text.count
      case "⟧": expected.append(start..<text.count)
      default: text.append(contentsOf: String(character).utf8)
      }
    }
    self.text = String(decoding: text, as: UTF8.self)
    self.expected = expected
  }

  var testDescription: String { "\(entity?.rawValue ?? "nothing"): \(text.prefix(60))" }
}

@Suite struct ScannerTests {
  static let rows: [ScanRow] = [
    ScanRow(.email, "write to ⟦ada.l+x@mail.example.org⟧."), ScanRow(.email, "⟦jörg@bücher.example⟧"),
    ScanRow(.email, "<⟦a@b.co⟧>, ⟦c@d.co⟧"), ScanRow(.email, "mailto:⟦a@b.co⟧?subject=x"),
    ScanRow(.email, "..⟦a@b.co⟧"), ScanRow(.email, "GET /u?mail=⟦ada.l%40mail.example⟧&x=1"),
    ScanRow(.email, #"{"to":"⟦ada\u0040mail.example⟧"}"#), ScanRow(.email, "(⟦a@b.co⟧)[⟦c@d.co⟧];⟦e@f.co⟧|'⟦g@h.co⟧'"),
    ScanRow(.creditCard, "«⟦4012888888881881⟧» “⟦4012888888881881⟧”\u{A0}⟦4012888888881881⟧—卡⟦4012888888881881⟧号"),
    ScanRow(.ipv4, #"{"a":"x\n⟦203.0.113.7⟧\t⟦203.0.113.8⟧"}"#), ScanRow(nil, #"\\n203.0.113.7 x\a203.0.113.7"#),
    ScanRow(.phone, #"[label="people\n⟦+41 44 668 18 00⟧"]"#),
    ScanRow(nil, "100%40 60%40b \\u0040 a%40b"),
    ScanRow(nil, "icon@2x.png, pkg@1.2.3, a@b, @app.route, a.@b.co"), ScanRow(.email, "⟦a@b.com⟧.5"),
    ScanRow(.phone, "call ⟦+41 44 668 18 00⟧ or ⟦0041446681800⟧"), ScanRow(.phone, "⟦+1 (415) 555-0132⟧"),
    ScanRow(.phone, "tel:⟦+44 (0)20 7946 0958⟧;x"), ScanRow(nil, "2026-01-01T00:00:00+00:00 +0100 id 0000123456789"),
    ScanRow(nil, "x+12345678901 +999 123 456 789 00000000000000"),
    ScanRow(.creditCard, "⟦4012 8888 8888 1881⟧, ⟦4012888888881881⟧ ⟦371449635398431⟧ ⟦3714-496353-98431⟧"),
    ScanRow(nil, "4012888888881882 a4012888888881881 4012888888881881b 0.4012888888881881 40128888888818810123"),
    ScanRow(nil, "4111-1111-1111-1111-1 4444444444444444"),
    ScanRow(.iban, "⟦GB82 WEST 1234 5698 7654 32⟧; ⟦CH9300762011623852957⟧"),
    ScanRow(nil, "GB82WEST12345698765433 XX82WEST12345698765432 aGB82WEST12345698765432"),
    ScanRow(.ipv4, "from ⟦192.168.1.1⟧:80 to ⟦10.0.0.7/8⟧, ⟦10.0.0.0/25⟧, not 10.0.0.0/8."),
    ScanRow(nil, "1.2.3 version 1.2.3.4 256.1.1.1 01.2.3.4 v1.2.3.4"),
    ScanRow(nil, "127.0.0.1:8080 127.8.9.10 0.0.0.0/0"), ScanRow(.ipv4, "⟦128.0.0.1⟧ ⟦10.127.0.1⟧"),
    ScanRow(.iban, "⟦gb82 west 1234 5698 7654 32⟧, iban=⟦ch9300762011623852957⟧"),
    ScanRow(
      .keyedSecret, "password=\"⟦correct horse battery⟧\", {\\\"pwd\\\":\\\"⟦two words⟧\\\"} secret='⟦it is; so⟧'"),
    ScanRow(.ipv6, "⟦2001:db8::1⟧, [⟦fe80::1%eth0⟧]:80 ⟦::ffff:192.0.2.1⟧"),
    ScanRow(nil, "12:30:45 std::vector abc::def 1:2:3:4 a:b ::"),
    ScanRow(.mac, "⟦00:1A:2b:3C:4D:5E⟧ ⟦00-1A-2B-3C-4D-5E⟧ ⟦001a.2b3c.4d5e⟧"),
    ScanRow(nil, "FF:FF:FF:FF:FF:FF 00:1A:2B:3C:4D 00:1A:2B:3C:4D:5E:6F"),
    ScanRow(.urlCredentials, "postgres://⟦me:s3cr!t⟧@db.example.org/x"), ScanRow(nil, "https://example.org:80/@user"),
    ScanRow(.urlQuerySecret, "GET /x?user=1&access_token=⟦abc⟧&y=2"), ScanRow(nil, "?mytoken=abc&decode=1"),
    ScanRow(
      .jsonWebToken,
      "Bearer ⟦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U⟧"),
    ScanRow(nil, "eyJub3RoaW5nIjoxfQ.eyJzdWIiOiIxMjM0NTY3ODkwIn0.x"),
    ScanRow(.pemPrivateKey, "key: ⟦-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----⟧\n"),
    ScanRow(.pemPrivateKey, "⟦-----BEGIN PRIVATE KEY-----\nMIIE⟧"), ScanRow(nil, "-----BEGIN CERTIFICATE-----\nMIIE"),
    ScanRow(.awsAccessKeyID, "⟦AKIAZQ3DUPXN5RJ7KW2T⟧"), ScanRow(nil, "AKIAIOSFODNN7EXAMPLE AKIAAAAAAAAAAAAAAAAA"),
    ScanRow(.awsSecret, "aws_secret_access_key = ⟦Zx8q1LmN0pQrStUvWxYz/aBcDeFgHiJkLmNo4567⟧"),
    ScanRow(.gitHubToken, "⟦ghp_abcdefghijklmnopqrstuvwxyz0123456789⟧ ⟦github_pat_11ABCDEFG0abcdefghijkl_mnop⟧"),
    ScanRow(.slackToken, "⟦xoxb-1234567890-abcdef⟧"), ScanRow(.stripeKey, "⟦sk_live_abcdefghij0123⟧"),
    ScanRow(.googleKey, "⟦AIzaSyA-abcdefghijklmnopqrstuvwxyz01234⟧"),
    ScanRow(.languageModelKey, "⟦sk-ant-api03-AbCdEfGhIjKlMnOpQrSt⟧"),
    ScanRow(nil, "sk-learn-style-names-joined-by-hyphens"),
    ScanRow(.authorization, "Authorization: Bearer ⟦abcdef.ghijkl⟧"),
    ScanRow(.authorization, "{\"authorization\":\"Basic ⟦dXNlcjpwYXNz⟧\"}"),
    ScanRow(.keyedSecret, "password=⟦hunter22⟧ api-key: '⟦0123abcd⟧', \"client_secret\":\"⟦qwertz77⟧\""),
    ScanRow(nil, "password: incorrect, token=null secret=****** password=${PASSWORD} tokens: 123456"),
    ScanRow(.usSocialSecurity, "⟦078-05-1123⟧ and ⟦078 05 1123⟧, SSN: ⟦078051123⟧"),
    ScanRow(nil, "order 078051123, assn 078051123, ssn 666051123 ssn 0780511234"),
    ScanRow(nil, "000-12-3456 666-12-3456 900-12-3456 123-00-4567 1-078-05-1123 078-05-11234"),
    ScanRow(.swissSocialSecurity, "⟦756.9217.0769.85⟧ ⟦7569217076985⟧"),
    ScanRow(nil, "756.9217.0769.84 17569217076985"),
    ScanRow(
      .passport,
      "⟦P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10⟧"),
    ScanRow(nil, "2026-01-31 12:00:01 INFO request 8f14e45f-ceea-4c1a-9b2e-0123456789ab took 12.5 ms for 3 rows"),
    ScanRow(nil, "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 INTRODUCTORY"),
  ]

  @Test(arguments: rows)
  func finds(_ row: ScanRow) {
    let findings = Scanner().findings(in: row.text)
    #expect(findings.map(\.range) == row.expected)
    #expect(findings.allSatisfy { $0.entity == row.entity })
  }

  @Test func everyDetectorIsTested() {
    for entity in Entity.allCases { #expect(entity.detector.entity == entity) }
    let standard = Entity.allCases.filter { $0.detector.tier == .standard }
    #expect(Set(Self.rows.compactMap(\.entity)) == Set(standard))
    #expect(standard.count <= 32, "a bit for each detector")
  }

  /// Entities whose length is fixed, so that a letter more is another word; the others end where their alphabet does.
  static let fixedLength: Set<Entity> = [
    .phone, .creditCard, .iban, .ipv4, .mac, .awsAccessKeyID, .googleKey, .usSocialSecurity, .swissSocialSecurity,
    .passport,
  ]

  /// Nothing matches when a word goes on before or after it.
  @Test(arguments: rows.filter { row in row.entity.map { fixedLength.contains($0) } ?? false })
  func nothingInsideWords(_ row: ScanRow) {
    let bytes = Array(row.text.utf8)
    for range in row.expected {
      let match = String(decoding: bytes[range], as: UTF8.self)
      for text in ["x\(match)", "\(match)x", "é\(match)"] {
        let inside = Scanner().findings(in: text).filter { $0.range.count >= match.utf8.count }
        #expect(inside.isEmpty, "\(text)")
      }
    }
  }

  @Test func overlapsAreOneFinding() {
    let text = "password=ada@example.org!x"
    #expect(Scanner().findings(in: text) == [Finding(range: 9..<26, entity: .email, score: 0.95)])
  }

  @Test func onlyTheChosenEntities() {
    let text = "a@b.co 192.168.1.1"
    #expect(Scanner(entities: [.ipv4]).findings(in: text).map(\.entity) == [.ipv4])
    #expect(Scanner(entities: []).findings(in: text).isEmpty)
  }

  @Test func ownTokensPass() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let tokenizer = try TokenTests.ring.tokenizer(tenant: "", domain: "email", form: .text)
      let token = tokenizer.token(of: String(generator.next()))!
      for text in [
        token, "token=\(token)", "password: \(token), x", "?token=\(token)&a=1", "Authorization: Bearer \(token)",
      ] {
        #expect(Scanner().findings(in: text).isEmpty, "\(text)")
      }
    }
    #expect(Scanner().findings(in: "token=pt1_email_ab2c_notatoken_aa").count == 1)
  }
}

@Suite struct ValidatorTests {
  /// The whole domain of serials for one area and group, and all areas and groups for one serial.
  @Test func socialSecurityNumbers() {
    func pad(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(number).count) + String(number)
    }
    let scanner = Scanner(entities: [.usSocialSecurity])
    for serial in 0...9999 {
      #expect(scanner.findings(in: "078-05-\(pad(serial, 4))").count == (serial == 0 ? 0 : 1))
    }
    for area in 0...999 {
      let isValid = area != 0 && area != 666 && area < 900
      #expect(scanner.findings(in: "\(pad(area, 3))-05-1123").count == (isValid ? 1 : 0))
    }
    for group in 0...99 { #expect(scanner.findings(in: "078-\(pad(group, 2))-1123").count == (group == 0 ? 0 : 1)) }
  }

  /// Of the ten numbers that differ in one digit exactly one is valid, at every place.
  @Test func luhnFindsEveryWrongDigit() {
    let digits = Array("4012888888881881".utf8).map(\.digitValue)
    for position in digits.indices {
      let valid = (0...9).filter { digit in
        var changed = digits
        changed[position] = digit
        return Luhn.isValid(changed)
      }
      #expect(valid == [digits[position]])
    }
    #expect((0...9999).count { number in Luhn.isValid(String(number).utf8.map(\.digitValue)) } == 1000)
  }

  /// All 100 check digit pairs: exactly one of 02 to 98 is right.
  @Test func ibanCheckDigits() {
    let valid = (0...99).filter { Mod97.isValid(Array("GB\($0 < 10 ? "0" : "")\($0)WEST12345698765432".utf8)) }
    #expect(valid == [82])
    #expect(!Mod97.isValid([]) && !Mod97.isValid(Array("gb82west".utf8)))
  }

  @Test func ean13() {
    let digits = Array("756921707698".utf8).map(\.digitValue)
    #expect((0...9).filter { EAN13.isValid(digits + [$0]) } == [5])
  }

  /// Reading a web token's header on the way finds what decoding it finds.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func headersOfWebTokensAreRead(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var found = 0
    for _ in 0..<2000 {
      let pieces = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        ["\"alg\"", "{", ":", "\"HS256\"", "\"al", "g\"", "x", "\u{FF}é"].randomElement(using: &generator)!
      }
      var header = Array(Base64.encode(Array(pieces.joined().utf8)).utf8)
      // A character more or less, or another one, may be no base64.
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: header.removeLast()
      case 1: header.append(UInt8(ascii: "A"))
      case 2: header[header.count - 1] = UInt8(ascii: "-")
      default: break
      }
      let decoded = Base64.decode(String(decoding: header, as: UTF8.self)) ?? []
      let isNamed = decoded.indices.contains { decoded[$0...].starts(with: "\"alg\"".utf8) }
      found += isNamed ? 1 : 0
      #expect(
        header.withUnsafeBufferPointer { JSONWebToken.namesAlgorithm($0[...]) } == isNamed,
        "seed \(seed): \(String(decoding: header, as: UTF8.self))")
    }
    #expect(found > 100)
  }
}
