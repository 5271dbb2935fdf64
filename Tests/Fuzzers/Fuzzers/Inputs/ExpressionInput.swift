import Columns
import Configuration

@testable import Transforms

/// An expression of `derive` and `filter`: typed and evaluated over rows with gaps, or refused at a place inside it.
enum ExpressionInput: FuzzedInput {
  static let name = "expression"

  private static let columns: [(String, Column)] = [
    ("n", .int([0, -1, nil, .max, .min])), ("x", .float([0, -0.5, nil, 1e308, 2.5e-308])),
    ("t", .string(["", "a%b", nil, "Zoë", "2026-01-31"])), ("b", .bool([true, false, nil, true, false])),
    ("d", .date([0, -719_162, nil, 2_932_896, 20_000])),
  ]

  static func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(ExpressionError) {
      let syntax = try Parser.parse(text, parameters: ["p": 1])
      let types = columns.map { ($0.0, ValueType($0.1.valueType)) }
      let expression = try Checker(types).check(syntax)
      let result = expression.evaluate(columns.map(\.1), count: 5)
      require(result.count == 5, "an expression has a value for each row")
    } catch {
      // The end of a text has a place, just behind it.
      require(error.range.upperBound <= text.utf8.count + 1, "a place outside the expression")
    }
  }
}
