import Columns
import Configuration
import Formats
import TestSupport
import Testing

/// Random lines against a plain reader that makes a tree of each with the parser of Configuration.
@Suite struct JSONLinesReferenceTests {
  static let columns =
    zip(["a", "b.c", "b", "b.d.e", "b.d", ""], [.int, .string, .text, .float, .string, .bool] as [ColumnType])
    .map { ColumnContract(Field(name: $0, type: $1, isNullable: true)) }

  enum Line: Equatable {
    case row([String?])
    case invalid(InvalidRule)
  }

  /// What becomes of a line; `nil` for a blank one.
  static func line(_ bytes: [UInt8]) -> Line? {
    if bytes.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { return nil }
    if bytes.contains(0) { return .invalid(.nulByte) }
    if String(validating: bytes, as: UTF8.self) == nil { return .invalid(.badUTF8) }
    guard let value = try? JSON(parsing: bytes), case .object(let members) = value else { return .invalid(.badJSON) }
    var found: [[UInt8]: JSON] = [:]
    guard collect(members, prefix: [], into: &found) else { return .invalid(.badJSON) }
    var row: [String?] = []
    for column in columns {
      switch (found[Array(column.field.name.utf8)] ?? .null, column.field.type) {
      case (.null, _): row.append(nil)
      case (.int(let value), .int): row.append("\(value)")
      case (.int(let value), .float): row.append("\(Double(value))")
      case (.float(let value), .float): row.append("\(value)")
      case (.bool(let value), .bool): row.append("\(value)")
      case (.int(let value), .bool) where value == 0 || value == 1: row.append(value == 1 ? "true" : "false")
      case (.string(let text), .string), (.string(let text), .text):
        if text.utf8.contains(0) { return .invalid(.nulByte) }
        row.append(text)
      case (.string(let text), let type):
        let trimmed = String(
          text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        guard let value = Self.value(trimmed, type) else { return .invalid(.wrongType) }
        row.append(trimmed.isEmpty ? nil : value)
      case (let value, .string), (let value, .text): row.append(value.line)
      default: return .invalid(.wrongType)
      }
    }
    return .row(row)
  }

  /// A text as a value of a type that is not text, or `nil`.
  static func value(_ text: String, _ type: ColumnType) -> String? {
    switch (text, type) {
    case ("", _): ""
    case (_, .int): Int64(text).map { "\($0)" }
    case (_, .float): Double(text).map { "\($0)" }
    case ("0", _), ("f", _): "false"
    case ("1", _), ("t", _): "true"
    default: nil
    }
  }

  /// The values by their paths, as far as a column's name begins with them; `false` if one occurs twice.
  static func collect(_ members: [JSON.Member], prefix: [UInt8], into found: inout [[UInt8]: JSON]) -> Bool {
    for member in members {
      let path = prefix + Array(member.name.utf8)
      let below = path + [UInt8(ascii: ".")]
      let names = columns.map { Array($0.field.name.utf8) }
      guard names.contains(where: { $0 == path || $0.starts(with: below) }) else { continue }
      if found.updateValue(member.value, forKey: path) != nil { return false }
      if case .object(let inner) = member.value, !collect(inner, prefix: below, into: &found) { return false }
    }
    return true
  }

  static func value(_ random: inout SeededGenerator, depth: Int) -> JSON {
    switch Int.random(in: 0..<(depth > 3 ? 6 : 10), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .int(.random(in: -3...3, using: &random))
    case 3: .float(Double(Int.random(in: -99...99, using: &random)) / 8)
    case 4, 5:
      .string(
        (0..<Int.random(in: 0...20, using: &random)).map { _ in
          ["a", "Z", "é", "東", "😀", "\"", "\\", "\n", "\u{1}", " ", "0", "\0", "/"].randomElement(using: &random)!
        }.joined())
    case 6: .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default: object(&random, depth: depth + 1)
    }
  }

  static func object(_ random: inout SeededGenerator, depth: Int) -> JSON {
    let names = ["a", "b", "c", "d", "e", "b.c", "d.e", "b.d", "b.d.e", "", "z", "é"].shuffled(using: &random)
    return .object(
      names.prefix(Int.random(in: 0...8, using: &random)).map { JSON.Member($0, value(&random, depth: depth)) })
  }

  /// Reads the text in chunks of several sizes and compares each line.
  static func compare(_ text: [UInt8], _ seed: UInt64) throws {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).compactMap { line(Array($0)) }
    for chunkSize in [9, 100, 1 << 20] {
      let reading = try Reading(lines: text, columns, chunkSize: chunkSize)
      var found = [Line?](repeating: nil, count: reading.records)
      for (number, row) in zip(reading.numbers, reading.rows) { found[Int(number) - 1] = .row(row) }
      for invalid in reading.invalid { found[Int(invalid.row) - 1] = .invalid(invalid.rule) }
      #expect(found == lines, "seed \(seed), chunks of \(chunkSize)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func generated(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<15 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += Array(Self.object(&random, depth: 0).line.utf8) + [0x0A]
      }
      try Self.compare(text, seed)
    }
  }

  /// The same with bytes changed, dropped, doubled: most lines are broken, and the reader and the reference must agree
  /// which ones.
  @Test(arguments: 7...12 as ClosedRange<UInt64>) func damaged(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes = Array("{}[]\":,\\u0019eE+-. \t\n\r\0tfn".utf8) + [0x80, 0xC3, 0xFF]
    for _ in 0..<30 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        text += Array(Self.object(&random, depth: 1).line.utf8) + [0x0A]
      }
      for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
        let position = text.indices.randomElement(using: &random)!
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text[position] = bytes.randomElement(using: &random)!
        case 1: text.remove(at: position)
        case 2: text.insert(bytes.randomElement(using: &random)!, at: position)
        default: text.removeSubrange(position..<min(position + 30, text.count))
        }
      }
      try Self.compare(text, seed)
    }
  }

  /// Bytes that mean something to a reader, in any order.
  @Test(arguments: 13...16 as ClosedRange<UInt64>) func noise(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = [
      "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"", "\\", "\\u00", "1", "-", "true", "null", " ", "\n", "é",
    ]
    for _ in 0..<200 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in words.randomElement(using: &random)! }.joined()
      try Self.compare(Array(text.utf8), seed)
    }
  }
}
