import Columns
import TestSupport

@testable import Transforms

/// Rows for a test: inputs, target and all that fitting may look at.
struct Table {
  var fields: [Field]
  var columns: [Column]
  var targetField: Field?
  var target: Column?
  var rowNumbers: Buffer<Int64>
  var hashes: Buffer<UInt64>
  var people: Buffer<UInt64>?
  /// For a fit that names no other.
  var k: Int?

  init(_ columns: [(Field, Column)], target: (Field, Column)? = nil, people: [UInt64]? = nil) {
    fields = columns.map(\.0)
    self.columns = columns.map(\.1)
    targetField = target?.0
    self.target = target?.1
    let count = columns.first?.1.count ?? 0
    // Not 1, 2, 3, so that a row's number is not mistaken for its place.
    rowNumbers = Buffer((0..<count).map { Int64($0 * 3 + 7) })
    var generator = SeededGenerator(seed: 5)
    hashes = Buffer((0..<count).map { _ in generator.next() })
    self.people = people.map { Buffer($0) }
  }

  /// One column, for short tests.
  init(_ name: String, _ column: Column, people: [UInt64]? = nil) {
    self.init([(Field(name: name, type: column.valueType), column)], people: people)
  }

  /// Columns by name, with a target named `y`.
  init(
    _ columns: [(String, Column)], types: [ColumnType]? = nil, vocabulary: [String]? = nil, target: Column? = nil,
    people: [UInt64]? = nil, hashes: [UInt64]? = nil, k: Int? = nil
  ) {
    let fields = columns.enumerated().map { position, column in
      Field(name: column.0, type: types?[position] ?? column.1.valueType, vocabulary: vocabulary)
    }
    self.init(Array(zip(fields, columns.map(\.1))), people: people)
    setTarget(target)
    if let hashes { self.hashes = Buffer(hashes) }
    self.k = k
  }

  mutating func setTarget(_ column: Column?) {
    target = column
    targetField = column.map { Field(name: "y", type: $0.valueType, role: .target) }
  }

  var count: Int { rowNumbers.count }
  var context: FitContext { context() }

  func context(k: Int? = nil) -> FitContext { FitContext(inputs: fields, target: targetField, k: k ?? self.k) }

  var rows: Rows {
    Rows(columns: columns, rowNumbers: rowNumbers, target: target, hashes: hashes, people: people)
  }

  /// The rows at these positions.
  func rows(at positions: some Collection<Int>) -> Rows { gather(positions).rows }

  func gather(_ positions: some Collection<Int>) -> Table {
    let positions = Buffer(positions.map { Int32($0) })
    var copy = self
    copy.columns = columns.map { $0.gather(positions) }
    copy.target = target?.gather(positions)
    copy.rowNumbers = rowNumbers.gather(positions)
    copy.hashes = hashes.gather(positions)
    copy.people = people?.gather(positions)
    return copy
  }

  /// The table with another value in one place.
  func replacing(column index: Int, row: Int, with value: Double) -> Table {
    var copy = self
    guard case .float(let values) = columns[index].values else { preconditionFailure("a float column") }
    var array = values.array
    array[row] = value
    let validity = Bitmap(count: count) { $0 == row || columns[index].validity.isValid($0) }
    copy.columns[index] = Column(.float(Buffer(array)), validity: validity)
    return copy
  }
}
