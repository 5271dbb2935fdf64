import Columns
import Configuration

/// Where rows are cut in two: those up to and including the value come first.
enum CutOff: ParameterValue, Equatable {
  case number(Double)
  case date(CivilDate)

  static func decode(_ node: Node, _ decoder: inout Decoder) -> CutOff? {
    if case .scalar(let text, _) = node.content, let day = Calendar.date(text) {
      return .date(CivilDate(daysSinceEpoch: day))
    }
    return Double.decode(node, &decoder).map { .number($0) }
  }

  static var schema: JSON { ["oneOf": [["type": "number"], ["type": "string", "format": "date"]]] }

  var json: JSON? {
    switch self {
    case .number(let number): number.json
    case .date(let date): .string(date.description)
    }
  }

  /// The cut in the numbers of a column of the given type (days, microseconds); `nil` if it does not go with the type.
  func number(in type: ColumnType) -> Double? {
    switch (self, type) {
    case (.number(let number), .int), (.number(let number), .float): number
    case (.date(let date), .date): Double(date.daysSinceEpoch)
    case (.date(let date), .timestamp): Double(date.daysSinceEpoch) * Double(Timestamp.microsecondsPerDay)
    default: nil
    }
  }
}
