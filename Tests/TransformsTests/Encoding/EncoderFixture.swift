import Columns
import Configuration

@testable import Transforms

/// Rows of categories, and the ways to run an encoder over them.
struct EncoderFixture {
  var fields: [Field]
  var columns: [Column]
  var target: (field: Field, column: Column)?
  var people: [UInt64]?
  var hashes: [UInt64]?
  var k: Int?

  init(
    _ columns: [(String, Column)], types: [ColumnType]? = nil, vocabulary: [String]? = nil, target: Column? = nil,
    people: [UInt64]? = nil, hashes: [UInt64]? = nil, k: Int? = nil
  ) {
    fields = columns.enumerated().map { position, column in
      Field(name: column.0, type: types?[position] ?? column.1.columnType, vocabulary: vocabulary)
    }
    self.columns = columns.map(\.1)
    self.target = target.map { (Field(name: "y", type: $0.columnType, role: .target), $0) }
    self.people = people
    self.hashes = hashes
    self.k = k
  }

  var count: Int { columns[0].count }
  var context: FitContext { FitContext(inputs: fields, target: target?.field, k: k) }

  func rows(_ chosen: [Int]? = nil) -> Rows {
    let chosen = chosen ?? Array(0..<count)
    let positions = Buffer(chosen.map { Int32($0) })
    return Rows(
      columns: columns.map { $0.gather(positions) }, rowNumbers: Buffer(chosen.map { Int64($0 + 1) }),
      target: target?.column.gather(positions), hashes: hashes.map { Buffer($0).gather(positions) },
      people: people.map { Buffer($0).gather(positions) })
  }

  /// Fits on chunks of rows, each collected apart and merged in order.
  func fit<Encoder: Transformer>(_ encoder: Encoder, chunks: [[Int]]? = nil) throws(TransformError) -> Encoder.Fitted {
    try encoder.check(fields, target: target?.field)
    var merged = encoder.statistics(context)
    for chunk in chunks ?? [Array(0..<count)] {
      var part = encoder.statistics(context)
      try part.update(rows(chunk))
      try merged.merge(part)
    }
    return try encoder.finish(merged, context)
  }

  func outputs<Encoder: Transformer>(_ encoder: Encoder) throws(TransformError) -> [String: Column] {
    let fitted = try fit(encoder)
    let names = encoder.outputs(fields, fitted).map(\.field.name)
    return Dictionary(uniqueKeysWithValues: zip(names, try encoder.transform(rows(), fitted)))
  }
}

extension Column {
  var columnType: ColumnType {
    switch values {
    case .int: .int
    case .float: .float
    case .bool: .bool
    case .date: .date
    case .timestamp: .timestamp
    case .string: .string
    case .category: .category
    }
  }

  var intCells: [Int64?] {
    guard case .int(let buffer) = values else { return [] }
    return buffer.array.enumerated().map { validity.isValid($0) ? $1 : nil }
  }

  var floatCells: [Double?] {
    guard case .float(let buffer) = values else { return [] }
    return buffer.array.enumerated().map { validity.isValid($0) ? $1 : nil }
  }

  /// One letter a row; `.` is missing.
  static func letters(_ text: String) -> Column { .category(text.map { $0 == "." ? nil : String($0) }) }
}

extension EncoderFixture {
  /// SplitMix64, so that a failing seed can be run again.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      return mixed ^ mixed >> 31
    }
  }
}
