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
    let filter = RecordFilter(texts: Self.table(Self.sought), columns: columns)
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

  /// Finding tokens without cutting records, against cutting them: the same records, and every token of the others.
  @Test(arguments: 1...300)
  func tokensWithoutFields(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = Self.tokens(&random, isPlain: seed % 3 != 0)
    let filter = RecordFilter(texts: Self.table(Self.soughtTokens), columns: Array(0...6))
    for window in [1, 7, 64, 200, 1 << 20] {
      var (position, size) = (0, window)
      while position < text.count {
        let end = min(position + size, text.count), isLast = end == text.count
        Array(text[position..<end]).withUnsafeBytes { piece in
          let survey = filter.survey(piece, isLast: isLast), plain = filter.records(in: piece, isLast: isLast)
          #expect(survey.found == plain.found && survey.end == plain.end, "seed \(seed), window \(window)")
          let found = survey.tokens.map { String(decoding: piece[$0], as: UTF8.self) }
          let records = Self.records(Array(piece[..<survey.end])).filter { !plain.found.contains($0.bytes) }
          let expected = records.flatMap(\.fields).filter { $0.hasPrefix("pt1_") }
          #expect(Set(expected).isSubset(of: found), "seed \(seed), window \(window)")
          #expect(Set(found).isDisjoint(with: Self.soughtTokens))
          if !text.contains(UInt8(ascii: "\"")) { #expect(found == expected) }
          #expect(plain.found.isEmpty || filter.mayHoldOne(piece, in: 0..<piece.count))
          if survey.end == 0 { size *= 2 }
          position += survey.end
        }
      }
    }
  }

  private static let soughtTokens = ["pt1_customer_abcd_q", "pt1_e_abcd_q"]

  private static func tokens(_ random: inout SeededGenerator, isPlain: Bool) -> [UInt8] {
    let long = String(repeating: "n", count: Int.random(in: 1...200, using: &random))
    var cells =
      soughtTokens + ["pt1_customer_abcd_r", "pt1_customer_abcd_s", "", "p", "pt1", "xpt1_customer_abcd_q", long]
    if !isPlain {
      cells += [
        "\"pt1_customer_abcd_q\"", "\"pt1_customer_abcd_r\"", "\"a,pt1_e_abcd_q\n\"", "\"\"\"pt1_e_abcd_q\"\"\"",
      ]
    }
    var text = ""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let width = Int.random(in: 1...6, using: &random)
      text += (0..<width).map { _ in cells.randomElement(using: &random)! }.joined(separator: ",")
      text += isPlain ? "\n" : ["\n", "\r\n", "\r"].randomElement(using: &random)!
    }
    if Bool.random(using: &random) { text += "pt1_e_abcd_q" }
    return Array(text.utf8)
  }

  private static func table(_ texts: [String]) -> StringTable {
    var table = StringTable()
    for text in texts { _ = table.insert(text) }
    return table
  }

  /// The byte after the last one of a text that ends on a block border is not looked at.
  @Test func everyLength() {
    for length in 0...200 {
      let text = Array((String(repeating: "a", count: length) + "\nb\n").utf8)
      #expect(found(text, [0], window: 1 << 10) == [length + 1..<length + 3])
    }
  }
}
