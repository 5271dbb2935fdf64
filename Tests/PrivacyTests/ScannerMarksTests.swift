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
      "passwor_d=", "tO\tEN=x1y2z3w4",
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

  @Test(arguments: 0..<20 as Range<UInt64>)
  func findsTheSame(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let scanner = Scanner()
    for _ in 0..<300 {
      Self.random(&generator, pieces: 1...20).withUnsafeBufferPointer { text in
        let plain = scanner.standardFindings(in: text)
        #expect(
          scanner.standardFindingsAtMarks(in: text) == plain, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
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
            let plain = scanner.standardFindings(in: text)
            #expect(scanner.standardFindingsAtMarks(in: text) == plain, "\(shift): \(row.text)")
          }
        }
      }
    }
  }

  @Test func marksFewBytesOfOrdinaryLines() {
    let line = Array(
      "2026-01-31 12:00:01.123 INFO request 8f14e45f-ceea-4c1a-9b2e-f1f2f3f4f5f6 took 12 ms, status=200 path=/api/v1\n"
        .utf8)
    var marks = [UInt64](repeating: 0, count: 4)
    let count = line.withUnsafeBufferPointer { Scanner().mark($0, &marks) }
    #expect(count <= 1)
  }
}
