import Columns
import Formats
import TestSupport
import Testing

/// The filter against a parser that goes byte by byte, over texts with every kind of quoting and line end, cut into
/// windows everywhere.
@Suite struct RecordFilterTests {
  private static let sought = ["pt1_customer_abcd_q", "b", "xy"]

  /// The records of a well-formed text, with the ends of their lines and their decoded fields.
  private static func records(_ text: [UInt8]) -> [(bytes: Range<Int>, fields: [String])] {
    var records: [(Range<Int>, [String])] = []
    var (fields, field, start, at, isQuoted) = ([String](), [UInt8](), 0, 0, false)
    func isEnd(_ at: Int) -> Bool { text[at] == 0x0A || text[at] == 0x0D }
    while at < text.count {
      if isQuoted {
        if text[at] == 0x22, at + 1 < text.count, text[at + 1] == 0x22 {
          field.append(0x22)
          at += 1
        } else if text[at] == 0x22 {
          isQuoted = false
        } else {
          field.append(text[at])
        }
      } else if text[at] == 0x22 {
        isQuoted = true
      } else if text[at] == UInt8(ascii: ",") || isEnd(at) {
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
        if isEnd(at) {
          if text[at] == 0x0D, at + 1 < text.count, text[at + 1] == 0x0A { at += 1 }
          records.append((start..<at + 1, fields))
          (fields, start) = ([], at + 1)
        }
      } else {
        field.append(text[at])
      }
      at += 1
    }
    if start < text.count {
      records.append((start..<text.count, fields + [String(decoding: field, as: UTF8.self)]))
    }
    return records
  }

  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    let cells =
      sought + [
        "", "a", "b b", "xyz", "1.5", "ä", "pt1_customer_abcd_r", "\"\"\"\"", "\"xy\"", "\"b\n\"", "\",b,\"",
        "\"a\r\nb\"",
      ]
    let ends = ["\n", "\n", "\r\n", "\r"]
    var text = ""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let width = Int.random(in: 0...6, using: &random)
      text += (0..<width).map { _ in cells.randomElement(using: &random)! }.joined(separator: ",")
      text += ends.randomElement(using: &random)!
    }
    if Bool.random(using: &random) { text += "b,xy" }
    return Array(text.utf8)
  }

  private func found(_ text: [UInt8], _ columns: [Int], window: Int) -> [Range<Int>] {
    var table = StringTable()
    for token in Self.sought { _ = table.insert(token) }
    let filter = RecordFilter(texts: table, columns: columns)
    var found: [Range<Int>] = []
    var (position, size) = (0, window)
    while position < text.count {
      let end = min(position + size, text.count)
      let piece = Array(text[position..<end])
      let result = piece.withUnsafeBytes { filter.records(in: $0, isLast: end == text.count) }
      found += result.found.map { $0.lowerBound + position..<$0.upperBound + position }
      if result.end == 0 { size *= 2 }
      position += result.end
    }
    return found
  }

  @Test(arguments: 1...300)
  func asAPlainParser(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = Self.text(&random)
    for columns in [[0], [2], [0, 1], [3, 1], [0, 1, 2, 3, 4, 5]] {
      let expected = Self.records(text).filter { record in
        columns.contains { $0 < record.fields.count && Self.sought.contains(record.fields[$0]) }
      }.map(\.bytes)
      for window in [1, 7, 64, 65, 1 << 20] {
        #expect(found(text, columns, window: window) == expected, "seed \(seed), columns \(columns), window \(window)")
      }
    }
  }

  /// The byte after the last one of a text that ends on a block border is not looked at.
  @Test func everyLength() {
    for length in 0...200 {
      let text = Array((String(repeating: "a", count: length) + "\nb\n").utf8)
      #expect(found(text, [0], window: 1 << 10) == [length + 1..<length + 3])
    }
  }
}
