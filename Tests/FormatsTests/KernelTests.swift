import CKernels
import Columns
import Glibc
import TestSupport
import Testing

/// The kernels that work on many fields at once beside those that work on one.
@Suite struct KernelTests {
  /// Texts side by side with a comma after each, as a block of rows of `width` fields.
  struct Fields {
    let bytes: [UInt8]
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    let width: Int

    init(_ texts: [String], width: Int) {
      var bytes: [UInt8] = []
      for (position, text) in texts.enumerated() {
        if position % width == 0 { starts.append(UInt32(bytes.count)) }
        bytes += text.utf8
        ends.append(UInt32(bytes.count))
        bytes.append(UInt8(ascii: ","))
      }
      self.bytes = bytes + Array(repeating: 0, count: Int(CK_PADDING))
      self.width = width
    }

    func withBlock<Result>(_ body: (inout ck_block_fields) -> Result) -> Result {
      bytes.withUnsafeBufferPointer { bytes in
        starts.withUnsafeBufferPointer { starts in
          ends.withUnsafeBufferPointer { ends in
            var block = ck_block_fields(
              bytes: bytes.baseAddress, starts: starts.baseAddress, ends: ends.baseAddress, fields: UInt32(width),
              rows: UInt32(starts.count))
            return body(&block)
          }
        }
      }
    }
  }

  /// A value read out of each text, or `nil`, one by one and all at once.
  private static func expectSame<Value: FixedWidthInteger>(
    _ texts: [String], _ one: (UnsafePointer<UInt8>, Int, inout Value) -> Bool,
    _ all: (inout ck_block_fields, UInt32, UnsafeMutablePointer<Value>, UnsafeMutablePointer<UInt8>) -> Int
  ) {
    for width in 1...3 {
      let rows = texts.count / width
      let fields = Fields(Array(texts[..<(rows * width)]), width: width)
      for field in 0..<width {
        var values = [Value](repeating: 99, count: rows), failed = [UInt8](repeating: 99, count: rows)
        let failures = fields.withBlock { all(&$0, UInt32(field), &values, &failed) }
        #expect(failures == failed.count { $0 == 1 })
        for row in 0..<rows {
          let text = texts[row * width + field]
          var value: Value = 77
          let padded = Array(text.utf8) + Array(repeating: 0, count: Int(CK_PADDING))
          let isRead = one(padded, text.utf8.count, &value)
          #expect((failed[row] == 0) == isRead && values[row] == value, "\(text)")
        }
      }
    }
  }

  private static func texts(_ fixed: [String], _ alphabet: String, lengths: ClosedRange<Int>, count: Int) -> [String] {
    var generator = SeededGenerator(seed: 1)
    return (0..<count).map { index in
      if index % 3 == 0 { return fixed.randomElement(using: &generator)! }
      let length = Int.random(in: lengths, using: &generator)
      return String(decoding: CSVPathsTests.randomText(&generator, alphabet, length: length), as: UTF8.self)
    }
  }

  @Test func ints() {
    let texts = Self.texts(
      [
        "0", "-0", "7", "-7", "+7", "-", "+", "", "12345678", "-1234567", "-12345678", "9223372036854775807", "1 ", "x",
      ],
      "0123456789-", lengths: 0...12, count: 4000)
    Self.expectSame(texts, { ck_read_int($0, $1, &$2) }, { ck_read_ints(&$0, $1, $2, $3) })
  }

  @Test func bools() {
    let texts = Self.texts(
      ["true", "false", "TRUE", "False", "t", "1", "0", "no", "yes", "tru", "falsy", "\u{14}rue"], "truefalsTRUE",
      lengths: 0...6, count: 2000)
    Self.expectSame(texts, { ck_read_bool($0, $1, &$2) }, { ck_read_bools(&$0, $1, $2, $3) })
  }

  @Test func timestamps() {
    var generator = SeededGenerator(seed: 2)
    let form = Array("2013-01-01T10:00:00Z".utf8)
    var texts = ["2013-02-29T10:00:00Z", "2013-01-01T24:00:00Z", "2013-01-01 10:00:00", "2013-01-01T10:00:00.5Z", ""]
    for index in 0..<6000 {
      var text = form
      for place in [6, 9, 12, 15, 18] { text[place] = UInt8(ascii: "0") + UInt8(index >> place & 7) }
      // One byte in three texts of four is another one.
      if index % 4 > 0 {
        text[Int.random(in: 0..<20, using: &generator)] = UInt8.random(in: 32..<127, using: &generator)
      }
      if index % 5 == 0 { text.removeLast() }
      texts.append(String(decoding: text, as: UTF8.self))
    }
    Self.expectSame(texts, { ck_read_timestamp($0, $1, &$2) }, { ck_read_timestamps(&$0, $1, $2, $3) })
  }

  /// What cutting gives, in a form that can be compared.
  private struct Cut: Equatable {
    var ends: [[UInt32]] = []
    var fields: [UInt32] = []
    var numbers: [UInt32] = []
    var stopped = 0

    init(_ bytes: [UInt8], width: Int, capacity: Int, isPlain: Bool, atEnd: Bool) {
      var index = ck_csv_index()
      (index.fields, index.row_capacity, index.ragged_capacity) = (UInt32(width), UInt32(capacity), 256)
      index.ends = .allocate(capacity: capacity * width + Int(CK_CSV_SPARE_ENDS))
      index.starts = .allocate(capacity: capacity)
      index.numbers = .allocate(capacity: capacity)
      index.ragged = .allocate(capacity: 256)
      defer {
        index.ends.deallocate()
        index.starts.deallocate()
        index.numbers.deallocate()
        index.ragged.deallocate()
      }
      while true {
        (index.rows, index.ragged_count) = (0, 0)
        let before = stopped
        stopped =
          isPlain
          ? ck_csv_cut_plainly(bytes, stopped, bytes.count, atEnd, 44, &index, .max)
          : ck_csv_cut(bytes, stopped, bytes.count, atEnd, 44, &index)
        for row in 0..<Int(index.rows) {
          numbers.append(index.numbers[row])
          ends.append([index.starts[row]] + (0..<width).map { index.ends[row * width + $0] })
        }
        for ragged in 0..<Int(index.ragged_count) { fields.append(index.ragged[ragged].fields) }
        if index.rows == 0 && index.ragged_count == 0 || stopped == before { break }
      }
      // The LF of a CRLF may have been passed or not.
      if stopped < bytes.count, bytes[stopped] == 10, stopped > 0, bytes[stopped - 1] == 13 { stopped += 1 }
    }
  }

  @Test(arguments: [1, 2, 3, 20]) func cutting(_ width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    for round in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<60, using: &generator) {
        let isRagged = round % 2 == 1 && Int.random(in: 0..<20, using: &generator) == 0
        let fields = isRagged ? Int.random(in: 1...(2 * width + 90), using: &generator) : width
        for field in 0..<fields {
          if field > 0 { bytes.append(44) }
          bytes += Array(repeating: 120, count: Int.random(in: 0...9, using: &generator))
        }
        bytes += Array(["\n", "\n", "\r\n", "\r", "\n\r\n"][round % 5].utf8)
      }
      if round % 7 == 0 { bytes += Array("x,y".utf8) }
      for atEnd in [true, false] {
        let fast = Cut(bytes, width: width, capacity: 16, isPlain: false, atEnd: atEnd)
        let plain = Cut(bytes, width: width, capacity: 16, isPlain: true, atEnd: atEnd)
        #expect(fast == plain, "width \(width), round \(round)")
      }
    }
  }

  /// Rows by blocks of cells and cell by cell, with values that are kept and others, in memory that runs out now and then.
  @Test(arguments: [1, 3, 40, 300]) func writing(_ width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let rows = width < 40 ? 5000 : 100
    var owned: [UnsafeMutableRawPointer] = []
    defer { owned.forEach { $0.deallocate() } }
    func memory<Value>(_ count: Int, _ value: (Int) -> Value) -> UnsafeMutablePointer<Value> {
      let memory = UnsafeMutablePointer<Value>.allocate(capacity: count)
      for index in 0..<count { (memory + index).initialize(to: value(index)) }
      owned.append(UnsafeMutableRawPointer(memory))
      return memory
    }
    var columns = (0..<width).map { position in
      var column = ck_csv_column()
      // Of a sparse column no row is missing.
      if position % 3 == 1 && position % 8 < 6 {
        let validity = memory((rows + 7) / 8) { _ in UInt8.random(in: 0...255, using: &generator) }
        column.validity = UnsafePointer(validity)
      }
      switch position % 8 {
      case 1, 5:
        column.type = CK_CSV_FLOAT
        column.values = UnsafeRawPointer(
          memory(rows) { row in position == 1 ? Double(row % 1700) / 7 - 9 : Double(row) * 0.12345 })
      case 2:
        column.type = CK_CSV_BOOL
        column.values = UnsafeRawPointer(memory((rows + 7) / 8) { _ in UInt8.random(in: 0...255, using: &generator) })
      case 3:
        column.type = CK_CSV_TIMESTAMP
        column.values = UnsafeRawPointer(memory(rows) { _ in Int64.random(in: .min ... .max, using: &generator) })
      case 6, 7:
        column.type = CK_CSV_SPARSE_ONE
        column.row_count = rows / 5
        column.rows = UnsafePointer(memory(rows / 5) { Int32($0 * 5 + position % 5) })
      default:
        column.type = CK_CSV_INT
        column.values = UnsafeRawPointer(
          memory(rows) { row in
            position == 0 ? Int64(row % 6000) - 700 : Int64.random(in: .min ... .max, using: &generator)
          })
      }
      return column
    }
    func written(_ capacity: Int, _ write: (inout Int, UnsafeMutablePointer<UInt8>) -> Int) -> [UInt8] {
      for position in columns.indices { columns[position].cursor = 0 }
      var bytes: [UInt8] = []
      var row = 0
      while row < rows {
        bytes += [UInt8](unsafeUninitializedCapacity: capacity) { $1 = write(&row, $0.baseAddress!) }
      }
      return bytes
    }
    for capacity in [40 * width, 100 * width + 1000, 1 << 20] {
      let plain = written(capacity) {
        ck_csv_write_rows_plainly(&columns, width, &$0, rows, 44, $1, capacity)
      }
      let scratch = UnsafeMutableRawPointer.allocate(
        byteCount: ck_csv_cells_size(columns, width, rows), alignment: 64)
      owned.append(scratch)
      let cells = ck_csv_cells_in(scratch, &columns, width, rows, 44)
      let fast = written(capacity) { ck_csv_write_rows(cells, &columns, width, &$0, rows, $1, capacity) }
      let isSame = fast == plain
      #expect(isSame, "\(capacity) bytes")
    }
  }

  @Test func counting() {
    var generator = SeededGenerator(seed: 3)
    for length in 0..<300 {
      let bytes = CSVPathsTests.randomText(&generator, length % 3 == 0 ? "ab,\n" : "a\"\r\n,\u{7f}", length: length)
      let survey = ck_csv_survey_bytes(bytes, length)
      #expect(survey.quotes == bytes.count { $0 == 34 } && survey.terminators == bytes.count { $0 == 10 || $0 == 13 })
      #expect(survey.is_ascii && !survey.has_nul)
      guard length > 0 else { continue }
      var other = bytes
      other[length / 2] = 0
      #expect(ck_csv_survey_bytes(other, length).has_nul)
      other[length / 2] = 0xC3
      #expect(!ck_csv_survey_bytes(other, length).is_ascii)
    }
  }
}
