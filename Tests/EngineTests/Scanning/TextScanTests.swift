import Engine
import Formats
import Foundation
import Privacy
import TestSupport
import Testing

/// A text gives the same findings however it is cut into windows.
@Suite struct TextScanTests {
  static func scan(_ bytes: [UInt8], window: Int, showsOverlaps: Bool = false) throws -> (
    parts: [TextScan.Part], lines: Int
  ) {
    let url = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var parts: [TextScan.Part] = []
    let lines = try TextScan(
      Scanner(showsOverlaps ? .everything : .standard), showsOverlaps: showsOverlaps, window: window
    ).run(ByteStream(path: url.path)) {
      parts.append($0)
      return true
    }
    return (parts, lines)
  }

  static func part(_ line: Int, _ start: Int, _ end: Int, _ entity: String) -> String {
    "\(line):\(start)-\(end) \(entity)"
  }

  static func described(_ parts: [TextScan.Part]) -> [String] {
    parts.map { part($0.line, $0.start, $0.end, $0.entity) }
  }

  static let rows: [(text: String, parts: [String], lines: Int)] = [
    ("", [], 0), ("\n", [], 1), ("nothing", [], 1), ("a\nb\n", [], 2),
    ("to a@b.co\n", [part(1, 3, 9, "EMAIL")], 1),
    (
      "ünï a@b.co, c@d.co\r\nx\r\ne@f.co",
      [
        part(1, 6, 12, "EMAIL"), part(1, 14, 20, "EMAIL"), part(3, 0, 6, "EMAIL"),
      ], 3
    ),
    ("\u{FEFF}a@b.co\na@b.co", [part(1, 3, 9, "EMAIL"), part(2, 0, 6, "EMAIL")], 2),
    (
      "x\n-----BEGIN PRIVATE KEY-----\r\nMIIE\n\n-----END PRIVATE KEY-----\na@b.co",
      [
        part(2, 0, 27, "PEM_PRIVATE_KEY"), part(3, 0, 4, "PEM_PRIVATE_KEY"), part(5, 0, 25, "PEM_PRIVATE_KEY"),
        part(6, 0, 6, "EMAIL"),
      ], 6
    ),
  ]

  @Test(arguments: rows.indices)
  func linesAndOffsets(_ index: Int) throws {
    let row = Self.rows[index]
    let (parts, lines) = try Self.scan(Array(row.text.utf8), window: 1 << 16)
    #expect(Self.described(parts) == row.parts)
    #expect(lines == row.lines)
  }

  /// Lines of every kind, among them keys longer than a window and a line without end.
  static func text(_ seed: UInt64, pieces: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    func filler(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0x61...0x7A, using: &generator) } }
    for _ in 0..<pieces {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: bytes += Array("mail ada@mail.example.org\n".utf8)
      case 1: bytes += Array("card 4012 8888 8888 1881, ".utf8)
      case 2: bytes += Array("ü from 203.0.113.7: password=hunter22x\r\n".utf8)
      case 3: bytes += [0x20] + filler(Int.random(in: 1..<9_000, using: &generator)) + [0x20]
      case 4: bytes += filler(Int.random(in: 1..<40, using: &generator)) + [0x0A]
      case 5:
        bytes += Array("-----BEGIN RSA PRIVATE KEY-----\n".utf8)
        for _ in 0..<Int.random(in: 1..<1_200, using: &generator) { bytes += filler(60) + [0x0A] }
        bytes += Array("-----END RSA PRIVATE KEY-----\n".utf8)
      case 6: bytes += Array("token=".utf8) + filler(Int.random(in: 30..<60_000, using: &generator)) + [0x20]
      default: bytes += Array("2026-01-01 INFO all is well with request 8f14e45f\n".utf8)
      }
    }
    return bytes
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>, [false, true])
  func windowsDoNotMatter(_ seed: UInt64, _ showsOverlaps: Bool) throws {
    let text = Self.text(seed, pieces: showsOverlaps ? 80 : 220)
    let whole = try Self.scan(text, window: max(1 << 17, 2 * text.count), showsOverlaps: showsOverlaps)
    #expect(whole.parts.count > 20)
    for window in [40 << 10, (40 << 10) + 1, 47_111, 65_536, 100_003] {
      let cut = try Self.scan(text, window: window, showsOverlaps: showsOverlaps)
      #expect(cut.lines == whole.lines)
      #expect(cut.parts == whole.parts, "seed \(seed), window \(window)")
    }
  }

  /// Whoever stops asking gets no more.
  @Test func stops() throws {
    var count = 0
    let url = FileManager.default.temporaryDirectory.appending(path: "scan-\(UUID().uuidString)")
    try Data(String(repeating: "a@b.co\n", count: 100).utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    _ = try TextScan(Scanner()).run(ByteStream(path: url.path)) { _ in
      count += 1
      return count < 3
    }
    #expect(count == 3)
  }
}
