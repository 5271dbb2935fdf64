import TestSupport
import Testing

@testable import Privacy

/// The kernel that marks candidates against the scan that looks at every byte.
@Suite struct ScannerMarksTests {
  /// Pieces of what detectors know and of what stands around them in logs.
  static let pieces =
    ScannerTests.rows.map(\.text) + [
      "@", ":", "=", "+", "-", ".", " ", "\n", "\"", "?", "&", "://", "password=", "token:", "[EMAIL]", "4", "é", "“",
      "1.2.3.4", "::1", "2001:db8:0:1:2:3:4:5", "eyJ", "pt1_", "<", ">", "_", "\\", "\\n", "\\u0040", "%40", "12:30:45",
      "Authorization: Bearer ", "-----", "aws_secret", "0041", "756", "AKIA", "sk_live_", "sk-", "P<", "00:1a", "GB82",
      "2026-01-31T12:00:01.123Z", "8f14e45f-ceea-4c1a-9b2e-0123456789ab", "level=info", "\"password\" : \"",
      "api_ke-y=",
      "passwor_d=", "tO\tEN=x1y2z3w4", "?sig=abc", "&CODE=abc", "?session=x", "version\": ", "std::", "fe80::",
      "dead::1",
      "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "13:55:36 +0100", "\\n2001:db8::",
    ]

  static func random(_ generator: inout SeededGenerator, pieces count: ClosedRange<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: count, using: &generator) {
      let piece = Array(pieces.randomElement(using: &generator)!.utf8)
      let cut = Int.random(in: 0...piece.count, using: &generator)
      bytes += Bool.random(using: &generator) ? piece : Array(piece.prefix(cut))
      if Int.random(in: 0..<8, using: &generator) == 0 { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
      if !bytes.isEmpty, Int.random(in: 0..<8, using: &generator) == 0 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    return bytes
  }

  /// Whether the marks lead to what a look at every byte finds.
  private static func areEqual(_ scanner: Scanner, _ text: Text) -> Bool {
    var plain: [Finding] = []
    var marked: [Finding] = []
    scanner.searchBytes(of: text, into: &plain)
    scanner.searchMarks(of: text, into: &marked)
    return marked == plain
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func findsTheSame(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let scanner = Scanner()
    for _ in 0..<300 {
      Self.random(&generator, pieces: 1...20).withUnsafeBufferPointer { text in
        #expect(Self.areEqual(scanner, text), "seed \(seed): \(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  /// Every row at every distance from a block's border, before and after it.
  @Test func findsTheSameAtEveryPlace() {
    let scanner = Scanner()
    for row in ScannerTests.rows {
      for shift in 0..<130 {
        for filler in ["x ", "1 "] {
          let text = String(String(repeating: filler, count: 65).suffix(shift)) + row.text
          var copy = text
          copy.withUTF8 { text in
            #expect(Self.areEqual(scanner, text), "\(shift): \(row.text)")
          }
        }
      }
    }
  }

  /// The kernel's names of secrets are the detectors' and those of fields.
  @Test func knowsEveryName() {
    let scanner = Scanner()
    func isMarked(_ text: String) -> Bool {
      var text = text
      return text.withUTF8 { text in
        var marks = [UInt64](repeating: 0, count: 8)
        return scanner.mark(text, &marks) > 0
      }
    }
    let endings = SensitiveName.endings + KeyedSecret.names + AuthorizationHeader.names
    for name in (endings + SensitiveName.whole).map(String.init(describing:)) {
      let spread = name.map(String.init)
      for form in [
        name, name.uppercased(), spread.joined(separator: "_"), spread.joined(separator: "-"),
        String(name.dropLast()) + "." + name.suffix(1),
      ] {
        for sign in ["=", ": x", "\":", "\" : x", "\\\" :", "\"    : x", "'='", "\t\t\t\t="] {
          for before in ["", "{\"", "é", "a=1 ", String(repeating: "x ", count: 40)] {
            #expect(isMarked(before + form + sign), "\(before)\(form)\(sign)")
          }
        }
      }
    }
    for name in endings.map(String.init(describing:)) {
      #expect(isMarked("xY9_" + name + "=") && isMarked("a" + name + ":"))
    }
    for text in [
      "version=1", "key: x", "spin=1", "\"region\": \"x\"", "?page=2", "&sort=asc", "std::x", "00:00:01.217123 std::x",
    ] { #expect(!isMarked(text), "\(text)") }
  }

  /// What the speed on ordinary logs rests on: their lines are passed over whole.
  @Test(arguments: [
    "2026-01-31 12:00:01.123 INFO request 8f14e45f-ceea-4c1a-9b2e-f1f2f3f4f5f6 took 12 ms, status=200 path=/api/v1",
    #"{"time": "2026-01-01T00:00:00.978Z", "msg": "took 5916 ms", "n": 263804, "version": "1.24.3", "region": "eu"}"#,
    "2026-01-01T00:00:01.217123Z DEBUG std::fjord::run(0xae66267594c9) v1.23.8 done Vec::new",
    "00:00:02 birch app[13880]: GET /birch/935109?page=67&sort=asc HTTP/1.1 200 172478 - key: value",
    "time=2026-01-01T00:00:06.921Z level=info msg=\"all is well\" action=login status=404 bytes=281162 session=none",
    "[10/Oct/2000:13:55:36 +0000] worker-7 c.e.Handler - 3 items, 12.5 %, at 12:34:56:789",
  ])
  func passesOverOrdinaryLines(_ line: String) {
    var line = line
    var marks = [UInt64](repeating: 0, count: 4)
    let count = line.withUTF8 { Scanner().mark($0, &marks) }
    #expect(count == 0)
  }
}
