import Columns
import Configuration

@testable import Transforms

/// A batch with a column of every type, and the way to evaluate an expression over it.
enum ExpressionFixture {
  /// 2024-02-29, 1999-12-31, missing, 1970-01-01
  static let days: [Int32?] = [19_782, 10_956, nil, 0]

  static let columns: [(name: String, column: Column)] = [
    ("i", .int([7, -7, nil, .max])),
    ("j", .int([2, 2, 3, 0])),
    ("f", .float([1.5, -0.5, nil, 0])),
    ("g", .float([0, 2, 4, 1e308])),
    ("b", .bool([true, false, nil, true])),
    ("c", .bool([nil, nil, nil, false])),
    ("s", .string(["ab", "b", nil, "é"])),
    ("k", .category(["x", "y", nil, "x"])),
    ("d", .date(days)),
    ("t", .timestamp(days.map { $0.map { Int64($0) * Timestamp.microsecondsPerDay + 3_723_000_001 } })),
    ("odd name", .int([1, 2, 3, 4])),
  ]

  static let parameters: [String: JSON] = [
    "as_of": "2024-03-01", "two": 2, "half": 0.5, "word": "x", "none": .null, "list": [],
  ]

  static func step(_ text: String) throws(TransformError) -> Derive {
    var step = Derive()
    let place = SourceSpan(line: 3, column: 10, length: text.count + 2)
    step.columns = Named([
      .init(name: Located("out", at: place), value: Formula(Located(text, at: place)))
    ])
    try step.bind(parameters)
    return step
  }

  static func inputs(of step: Derive) -> [(name: String, column: Column)] {
    (step.ownInputs ?? []).compactMap { input in columns.first { $0.name == input.value } }
  }

  static func evaluate(_ text: String, rows: [Int32] = [0, 1, 2, 3]) throws(TransformError) -> Column {
    let step = try step(text)
    let inputs = inputs(of: step)
    try step.check(inputs.map { Field(name: $0.name, type: $0.column.valueType) }, target: nil)
    let result = try step.transform(
      Rows(columns: inputs.map { $0.column.gather(Buffer(rows)) }, rowNumbers: Buffer(rows.map { Int64($0) + 1 })),
      NothingFitted())
    return result[0]
  }

  /// The rows as canonical text, `·` for a missing value.
  static func cells(_ column: Column) -> String {
    (0..<column.count).map { column.validity.isValid($0) ? column.text(at: $0) : "·" }.joined(separator: " ")
  }
}
