import Columns
import Configuration

/// What an aggregation computes of the rows of a group.
struct Measure: Sendable, ParameterValue {
  enum Function: String, Sendable, CaseIterable {
    case count, sum, mean, min, max, std, `var`, nunique, first, last, mode, median, quantile, any, all
  }

  let function: Function
  /// Only `count` can do without.
  let column: Located<String>?
  /// Of `quantile`: 0...1.
  let q: Double?

  init(_ function: Function, of column: Located<String>?, q: Double? = nil) {
    self.function = function
    self.column = column
    self.q = q
  }

  // MARK: - Types

  /// The type of the result over a column of a type; `nil` where the function does not go with it.
  func type(over type: ColumnType) -> ColumnType? {
    switch function {
    case .count, .nunique: return .int
    case .sum:
      if type == .bool { return .int }
      return type.isNumber ? type : nil
    case .mean, .std, .var, .median, .quantile: return type.isNumber || type == .bool ? .float : nil
    case .min, .max: return [.int, .float, .date, .timestamp].contains(type) ? type : nil
    case .first, .last, .mode: return type
    case .any, .all: return type == .bool ? type : nil
    }
  }

  /// What the function takes, for messages.
  var accepted: String {
    switch function {
    case .min, .max: "int, float, date or timestamp for \(function.rawValue)"
    case .any, .all: "bool for \(function.rawValue)"
    default: "int, float or bool for \(function.rawValue)"
    }
  }

  /// Whether it has a value where there is nothing to combine: 0, false for `any`, true for `all`.
  var isDefinedOnNothing: Bool { [.count, .nunique, .sum, .any, .all].contains(function) }

  /// Whether it is computed of all rows of a group at hand, and not while they go by.
  var needsAllRows: Bool { [.mode, .median, .quantile].contains(function) }

  /// Whether it asks for a second pass, once the means are known.
  var needsMeans: Bool { [.std, .var].contains(function) }

  /// Whether the result is the value of one row at an edge of the group, and so of one person.
  var isOfOneRow: Bool {
    [.min, .max, .first, .last].contains(function) || function == .quantile && (q == 0 || q == 1)
  }

  /// Whether the result is one of the values of the column.
  var keepsValues: Bool { [.first, .last, .mode].contains(function) }

  /// Whether the result is in the unit of the column, so that its tags are still true.
  var keepsUnit: Bool { keepsValues || [.sum, .mean, .min, .max, .median, .quantile].contains(function) }

  /// Whether it says what comes first and last.
  var needsTime: Bool { function == .first || function == .last }

  /// Whether the rows of a group must lie together to compute it.
  var needsMembers: Bool { [.nunique, .mode, .median, .quantile].contains(function) }

  /// Whether it computes with the values, so that none may be infinite.
  var isArithmetic: Bool { [.sum, .mean, .std, .var, .median, .quantile].contains(function) }

  // MARK: - The language

  private static let form = "write `count`, or a function and its column as in {sum: amount}"

  static func decode(_ node: Node, _ decoder: inout Decoder) -> Measure? {
    switch node.content {
    case .scalar(let text, _):
      if text == Function.count.rawValue { return Measure(.count, of: nil) }
      if Function(rawValue: text) != nil {
        decoder.report(
          .badValue, at: node.span, "`\(text)` needs a column", help: "write {\(text): COLUMN}")
      } else {
        decoder.report(.badValue, at: node.span, "expected a measure, found other text", help: form)
      }
      return nil
    case .sequence:
      decoder.report(.wrongKind, at: node.span, "expected a measure, found a list", help: form)
      return nil
    case .mapping(let entries): return decode(entries, at: node.span, &decoder)
    }
  }

  private static func decode(_ entries: [Node.Entry], at span: SourceSpan, _ decoder: inout Decoder) -> Measure? {
    var function: (Function, Located<String>)?
    var q: Double?
    for entry in entries {
      if entry.key.value == "q" {
        guard let value = Double.decode(entry.value, &decoder) else { return nil }
        guard (0...1).contains(value) else {
          decoder.report(.badValue, at: entry.value.span, "`q` must be from 0 to 1", help: "the median is 0.5")
          return nil
        }
        q = value
      } else if let named = Function(rawValue: entry.key.value) {
        guard let column = Located<String>.decode(entry.value, &decoder) else { return nil }
        guard function == nil else {
          decoder.report(.badValue, at: span, "a measure has one function", help: "give each a name of its own")
          return nil
        }
        function = (named, column)
      } else {
        decoder.report(
          .unknownWord, at: entry.key.span, "`\(entry.key.value)` is no function of a measure",
          help: Spelling.nearest(to: entry.key.value, among: Function.allCases.map(\.rawValue))
            .map { "did you mean `\($0)`?" } ?? Function.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
      }
    }
    guard let function, (function.0 == .quantile) == (q != nil) else {
      decoder.report(
        .badValue, at: span, function == nil ? "a measure without a function" : "`q` and `quantile` go together",
        help: function == nil ? form : "as in {quantile: amount, q: 0.9}")
      return nil
    }
    return Measure(function.0, of: function.1, q: q)
  }

  static var schema: JSON {
    let functions = Function.allCases.map { JSON.Member($0.rawValue, ["type": "string"]) }
    let properties = JSON.object(functions + [.init("q", ["type": "number", "minimum": 0, "maximum": 1])])
    return [
      "anyOf": [
        ["const": "count"],
        ["type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1],
      ]
    ]
  }

  var json: JSON? {
    guard let column else { return .string(function.rawValue) }
    return .object(
      [JSON.Member(function.rawValue, .string(column.value))] + (q.map { [JSON.Member("q", .float($0))] } ?? []))
  }
}
