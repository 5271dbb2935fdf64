import Formats
import Glibc
import TestSupport
import Testing

/// What is read once gives the same bytes, records and lines as what is read by range.
@Suite struct StreamTests {
  static func bytes(_ path: String, step: Int) throws -> [UInt8] {
    let stream = try ByteStream(path: path)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 1)
    defer { memory.deallocate() }
    var all: [UInt8] = []
    while true {
      let got = try stream.read(into: memory)
      all += memory[..<got]
      if got < step { return all }
    }
  }

  @Test(arguments: ByteSourceTests.readable, [4, 5, 7, 64])
  func sameBytes(_ row: (String, [UInt8], String, Int), _ step: Int) throws {
    try ByteSourceTests.withFile(row.1, suffix: row.2) { path in
      let source = try ByteSource(path: path).bytes()
      let streamed = try Self.bytes(path, step: step)
      #expect(streamed == source)
    }
  }

  @Test(arguments: ByteSourceTests.broken)
  func sameErrors(_ row: ([UInt8], String, FormatError)) throws {
    try ByteSourceTests.withFile(row.0, suffix: row.1) { path in
      #expect(throws: row.2) { _ = try Self.bytes(path, step: 64) }
    }
  }

  struct Text: Sendable, CustomTestStringConvertible {
    let text: String
    let delimiter: UInt8
    let records: [[String]]
    var testDescription: String { text.prefix(30).replacing("\n", with: "␤").description }
  }

  static let texts = [
    Text(text: "a,b\n1,2\n3,4", delimiter: 0x2C, records: [["a", "b"], ["1", "2"], ["3", "4"]]),
    Text(text: "a;b\r\n\"x;y\";2\r\n", delimiter: 0x3B, records: [["a", "b"], ["x;y", "2"]]),
    Text(text: "a\tb,c\td\n1\t2", delimiter: 0x09, records: [["a", "b,c", "d"], ["1", "2"]]),
    Text(text: "\"a|,\"|b\n\"q\"\"q\n\"|\n\n1", delimiter: 0x7C, records: [["a|,", "b"], ["q\"q\n", ""], ["1"]]),
    Text(text: "only\n", delimiter: 0x2C, records: [["only"]]),
  ]

  @Test(arguments: texts)
  func records(_ row: Text) throws {
    try ByteSourceTests.withFile(Array(row.text.utf8)) { path in
      let records = try CSVRecords(ByteStream(path: path))
      #expect(records.delimiter == row.delimiter)
      var all = [records.header.map { $0 ?? "?" }]
      while let record = try records.next() {
        all.append((0..<record.fieldCount).map { String(decoding: record.text($0), as: UTF8.self) })
      }
      #expect(all == row.records)
      #expect(records.recordCount == row.records.count - 1)
    }
  }

  /// Records that lie over the ends of the buffer, and one that makes it grow.
  @Test func longRecords() throws {
    var generator = SeededGenerator(seed: 5)
    var rows: [[String]] = []
    var text = "a,b\n"
    for index in 0..<60 {
      let length = index == 30 ? 3_000_000 : Int.random(in: 0..<90_000, using: &generator)
      let value = String(repeating: "x", count: length) + (index % 3 == 0 ? "\n," : "")
      rows.append([String(index), value])
      text += "\(index),\(index % 3 == 0 ? "\"\(value)\"" : value)\n"
    }
    try ByteSourceTests.withFile(Array(text.utf8)) { path in
      let records = try CSVRecords(ByteStream(path: path))
      for row in rows {
        let record = try #require(try records.next())
        let fields = (0..<record.fieldCount).map { String(decoding: record.text($0), as: UTF8.self) }
        #expect(fields == row)
      }
      let end = try records.next()
      #expect(end == nil)
    }
  }

  /// An open quote makes a record without end; it is refused before it fills the memory.
  @Test func openQuote() throws {
    let text = Array("a,b\n1,2\n\"3,".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
    try ByteSourceTests.withFile(text) { path in
      let records = try CSVRecords(ByteStream(path: path), recordLimit: 2 << 20)
      _ = try records.next()
      #expect(throws: FormatError.recordTooLong(record: 2, limit: 2 << 20)) { _ = try records.next() }
    }
  }

  @Test func linesOverBuffers() throws {
    var generator = SeededGenerator(seed: 6)
    let lines = (0..<80).map { _ in String(repeating: "y", count: Int.random(in: 0..<60_000, using: &generator)) }
    for end in ["\n", "\r\n"] {
      try ByteSourceTests.withFile(Array((lines.joined(separator: end) + end).utf8)) { path in
        let stream = LineStream(try ByteStream(path: path))
        var read: [String] = []
        while let line = try stream.next() { read.append(String(decoding: line, as: UTF8.self)) }
        #expect(read == lines)
      }
    }
  }

  @Test func typesOfFields() {
    let rows: [(String, FieldTypes)] = [
      ("12", [.int, .float]), ("-1.5e3", .float), ("true", .bool), ("1", [.int, .float, .bool]),
      ("2026-01-31", .isoDate), ("31/12/2026", .dayFirstDate), ("03/04/2026", [.dayFirstDate, .monthFirstDate]),
      ("2026-01-31T10:00:00Z", .timestamp), ("x", []), ("", []), ("1 ", []),
    ]
    for (text, expected) in rows {
      let padded = Array(text.utf8) + [UInt8](repeating: 0x39, count: FieldTypes.padding)
      let types = padded.withUnsafeBufferPointer {
        FieldTypes(of: UnsafeBufferPointer(rebasing: $0[..<text.utf8.count]))
      }
      #expect(types == expected, "\(text)")
    }
  }
}
