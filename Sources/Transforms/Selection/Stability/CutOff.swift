import Columns
import Configuration

/// Where rows are cut in two: those up to and including the value come first.
enum CutOff: ParameterValue, Equatable {
  case number(Double)
  case date(CivilDate)

  static func decode(_ node: Node, _ decoder: inout Decoder) -> CutOff? {
    if case .scalar(let text, _) = node.content, let date = date(text) { return .date(date) }
    return Double.decode(node, &decoder).map { .number($0) }
  }

  /// `yyyy-mm-dd`
  private static func date(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
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
