import Columns
import Formats
import TestSupport
import Testing

/// Random texts through both cutters and an independent reader.
@Suite struct CSVPathsTests {
  /// One pass, one state a byte: the plain version of the format's definition.
  static func records(_ text: [UInt8]) -> [[(bytes: [UInt8], isQuoted: Bool)]] {
    enum State { case start, plain, quoted, closing }
    var records: [[(bytes: [UInt8], isQuoted: Bool)]] = []
    var record: [(bytes: [UInt8], isQuoted: Bool)] = []
    var field: [UInt8] = []
    var isQuoted = false
    var state = State.start
    func endField() {
      record.append((field, isQuoted))
      (field, isQuoted, state) = ([], false, .start)
    }
    func endRecord() {
      if state == .start && record.isEmpty { return }
      endField()
      records.append(record)
      record = []
    }
    for byte in text {
      let isEnd = byte == 10 || byte == 13
      switch state {
      case .quoted where byte == 34: state = .closing
      case .quoted: field.append(byte)
      case .closing where byte == 34, .closing where byte != 44 && !isEnd:
        if byte != 34 { field.append(34) }
        field.append(byte)
        state = .quoted
      case .start where byte == 34: (state, isQuoted) = (.quoted, true)
      default:
        if isEnd {
          endRecord()
        } else if byte == 44 {
          endField()
        } else {
          field.append(byte)
          state = .plain
        }
      }
    }
    endRecord()
    return records
  }

  static func randomText(_ generator: inout SeededGenerator, _ alphabet: String, length: Int) -> [UInt8] {
    let alphabet = Array(alphabet.utf8)
    return (0..<length).map { _ in alphabet.randomElement(using: &generator)! }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func quoteFree(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let length = Int.random(in: 0..<300, using: &generator)
      let body = Self.randomText(&generator, "xyz  ,,,\n\n\r", length: length)
      let text = Array("a,b\n".utf8) + body
      let fast = try Reading(text, CSVReadingTests.texts)
      // A quote within reach sends everything before it through libcsv.
      let slow = try Reading(text + Array("\n\"q\",\"q\"".utf8), CSVReadingTests.texts)
      #expect(slow.rows == fast.rows + [["q", "q"]], "seed \(seed)")
      #expect(slow.invalid == fast.invalid, "seed \(seed)")
      let expected = Self.records(body)
      #expect(fast.records == expected.count, "seed \(seed)")
      #expect(fast.rows == expected.filter { $0.count == 2 }.map { $0.map(Self.text) }, "seed \(seed)")
    }
  }

  @Test(arguments: [4, 5, 6] as [UInt64]) func withQuotes(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let length = Int.random(in: 0..<60, using: &generator)
      let body = Self.randomText(&generator, "xy,,\n\r\"\"\"", length: length)
      let text = Array("a,b\n".utf8) + body
      let whole = try Reading(text, CSVReadingTests.texts)
      let expected = Self.records(body)
      #expect(whole.records == expected.count, "seed \(seed)")
      let valid = Set(whole.numbers)
      let rows = expected.enumerated().filter { valid.contains(Int64($0.offset + 1)) }.map { $0.element.map(Self.text) }
      #expect(whole.rows == rows, "seed \(seed)")
      for chunkSize in [1, 2, 3, 5, 8, 13, 21, 34] {
        #expect(try Reading(text, CSVReadingTests.texts, chunkSize: chunkSize) == whole, "seed \(seed), \(chunkSize)")
      }
    }
  }

  /// Long stretches without quotes between quoted records: the paths take turns within a chunk.
  @Test func takingTurns() throws {
    var text = Array("a,b\n".utf8)
    var rows: [[String?]] = []
    for row in 0..<6000 {
      if row % 1500 == 700 {
        text += Array("\(row),\"x\n\"\"\(row)\"\n".utf8)
        rows.append(["\(row)", "x\n\"\(row)"])
      } else {
        text += Array("\(row),plain\n".utf8)
        rows.append(["\(row)", "plain"])
      }
    }
    for chunkSize in [1000, 4 << 20] {
      let reading = try Reading(text, CSVReadingTests.pair, chunkSize: chunkSize)
      #expect(reading.rows == rows)
      #expect(reading.numbers == Array(1...6000))
    }
  }

  /// Cuts after line ends are right exactly where no chunk but the last ends within quotes.
  @Test(arguments: [11, 12, 13] as [UInt64]) func likelyCuts(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var wrong = 0, right = 0
    for round in 0..<400 {
      let alphabet = ["xy,,\n\r\"", "xxyy,,,\n\n\n\"\"", "x,\n"][round % 3]
      let body = Self.randomText(&generator, alphabet, length: Int.random(in: 0..<80, using: &generator))
      for chunkSize in [3, 8, 21] {
        let source = try CSVSource(
          ByteSource(Array("a,b\n".utf8) + body), dialect: CSVDialect(chunkSize: chunkSize))
        let likely = try #require(try source.likelyChunks()), sure = try source.chunks()
        let parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: CSVReadingTests.texts))
        let endsInQuotes = try likely.dropLast().contains { try parser.parse($0, of: source).endsInQuotes }
        let isSame = likely.map(\.range) == sure.map(\.range)
        #expect(endsInQuotes == !isSame, "seed \(seed), round \(round), \(chunkSize)")
        if isSame { right += 1 } else { wrong += 1 }
        #expect(try !sure.dropLast().contains { try parser.parse($0, of: source).endsInQuotes })
      }
    }
    #expect(wrong > 50 && right > 50)
  }

  /// Columns of every type, fields of every kind, lines of every end: libcsv alone reads what the kernels read.
  @Test(arguments: [7, 8, 9, 10] as [UInt64]) func eachParserReadsTheSame(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let fields = [
      "", "NA", "0", "-7", "+7", "12345678", "-1234567", "123456789", "-", "1.5", "-2e3", "true", "False", "no",
      "2013-01-01", "2013-01-01T10:00:00Z", "2013-02-30 10:00", "2013-01-01 23:59:59", " 7", "x",
      "a longer text than eight",
      "é", "abcdefgh",
    ]
    let ends = ["\n", "\n", "\n", "\r\n", "\r", "\n\n"]
    for isClean in [true, false] {
      var text = "a,b,c,d,e,f,g\n"
      for row in 0..<2000 {
        let clean = [
          "\(row)", "\(row % 7 - 3)", "\(row % 2 == 0)", "2013-01-0\(row % 9 + 1)", "2013-01-01T10:00:0\(row % 10)Z",
          "k\(row % 300)", "\(Double(row) / 8)",
        ]
        let width = isClean || row % 50 != 0 ? 7 : Int.random(in: 1...9, using: &generator)
        let record = (0..<width).map { field in
          isClean && row % 10 != 0 || Bool.random(using: &generator)
            ? clean[field % 7] : fields.randomElement(using: &generator)!
        }
        text += record.joined(separator: ",") + (isClean ? "\n" : ends.randomElement(using: &generator)!)
      }
      let columns = contracts(.int, .int, .bool, .date, .timestamp, .category, .float)
      let bytes = Array(text.utf8)
      for nulls in [[""], ["", "NA"], ["NA", "a longer text than eight"]] {
        let mixed = try Reading(bytes, columns, nullValues: nulls)
        #expect(try Reading(bytes, columns, nullValues: nulls, parser: .libcsv) == mixed, "seed \(seed), \(nulls)")
        #expect(try Reading(bytes, columns, chunkSize: 1000, nullValues: nulls) == mixed, "seed \(seed), \(nulls)")
      }
    }
  }

  private static func text(_ field: (bytes: [UInt8], isQuoted: Bool)) -> String? {
    field.bytes.isEmpty && !field.isQuoted ? nil : String(decoding: field.bytes, as: UTF8.self)
  }
}
