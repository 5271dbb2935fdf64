import Columns

/// The values of a column for which tokens are made: the dictionary of a category, each text once where texts repeat,
/// otherwise a text per row.
struct DistinctValues {
  private enum Layout {
    case rows
    /// Texts that repeat: each row's position among the values; −1 for a missing one.
    case repeated(Buffer<Int32>)
    case category(Buffer<Int32>)
  }

  let strings: Strings
  /// Of `strings`.
  let validity: Bitmap?
  private let layout: Layout
  private let rowValidity: Bitmap?
  private let rowCount: Int

  /// - Parameter always: looks for repetition without asking whether it pays.
  init(_ column: Column, always: Bool = false) {
    rowValidity = column.validity
    rowCount = column.count
    if case .category(let codes, let dictionary) = column.values {
      (strings, validity, layout) = (dictionary, nil, .category(codes))
      return
    }
    let texts = column.texts
    guard always || Self.repeats(texts) else {
      (strings, validity, layout) = (texts, column.validity, .rows)
      return
    }
    var table = StringTable(capacity: 1024)
    let codes = table.insert(texts, column.validity, base: 0, missing: -1)
    (strings, validity, layout) = (table.dictionary, nil, .repeated(codes))
  }

  /// A text per row, whether or not it repeats.
  init(rows: Strings, _ validity: Bitmap?) {
    (strings, self.validity, layout) = (rows, validity, .rows)
    (rowValidity, rowCount) = (validity, rows.count)
  }

  private static let sample = 1024
  private static let repetitions = 8

  /// Whether finding equal texts is worth its 15 ns a row, hashing costing some 100: of a sample of rows, each drawn from
  /// its own stretch of the column, at least eight are there already. If values come in no order, there are then fewer
  /// than about 65,000; in a column without repetition there are none.
  private static func repeats(_ texts: Strings) -> Bool {
    guard texts.count >= 2 * sample else { return false }
    var table = StringTable(capacity: sample)
    let stretch = texts.count / sample
    // Any numbers do; fixed ones make the choice the same in every pass.
    var draw: UInt64 = 0x9E37_79B9_7F4A_7C15
    for start in 0..<sample {
      draw = draw &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let row = start * stretch + Int(draw >> 33) % stretch
      _ = texts.withBytes(of: row) { table.insert($0) }
    }
    return table.count <= sample - repetitions
  }

  /// The column of the values' tokens.
  func tokens(_ hashed: ValueHashes, _ writer: TokenWriter, problem: String) -> TreatedColumn {
    let validity = TreatedColumn.clearing(hashed.invalid, in: validity, count: strings.count)
    let tokens = writer.strings(hashed.hashes, validity)
    switch layout {
    case .rows:
      return TreatedColumn(
        Column(.string(tokens), validity: validity), invalidRows: Buffer(hashed.invalid), problem: problem)
    case .category(let codes):
      return .category(
        codes: codes, validity: rowValidity, dictionary: tokens, invalid: Set(hashed.invalid), problem: problem)
    case .repeated(let codes):
      let invalid = invalidRows(codes, hashed.invalid)
      let validity = TreatedColumn.clearing(invalid, in: rowValidity, count: rowCount)
      return TreatedColumn(
        Column(.string(writer.gather(tokens, codes, validity)), validity: validity), invalidRows: Buffer(invalid),
        problem: problem)
    }
  }

  /// The column of the values' integer surrogates.
  func surrogates(_ hashed: ValueHashes, problem: String) -> TreatedColumn {
    let codes: Buffer<Int32>?
    let invalid: [Int32]
    switch layout {
    case .rows: (codes, invalid) = (nil, hashed.invalid)
    case .category(let all), .repeated(let all): (codes, invalid) = (all, invalidRows(all, hashed.invalid))
    }
    let validity = TreatedColumn.clearing(invalid, in: rowValidity, count: rowCount)
    let numbers = Buffer<Int64>(count: rowCount) { numbers in
      for row in 0..<rowCount {
        numbers[row] = validity.isValid(row) ? hashed.hashes[codes.map { Int($0[row]) } ?? row].surrogate : 0
      }
    }
    return TreatedColumn(Column(.int(numbers), validity: validity), invalidRows: Buffer(invalid), problem: problem)
  }

  private func invalidRows(_ codes: Buffer<Int32>, _ invalid: [Int32]) -> [Int32] {
    guard !invalid.isEmpty else { return [] }
    let values = Set(invalid)
    return (0..<Int32(codes.count)).filter { rowValidity.isValid(Int($0)) && values.contains(codes[Int($0)]) }
  }
}

extension Hash128 {
  /// The 63 bits of an integer surrogate: 0 to 2⁶³ − 1.
  var surrogate: Int64 { Int64(high >> 1) }
}
