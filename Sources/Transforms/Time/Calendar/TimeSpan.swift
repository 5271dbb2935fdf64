import Columns
import Configuration

/// A length of time of fixed size as a pipeline writes it: `7d`, `12h`.
struct TimeSpan: Sendable, Equatable, ParameterValue {
  /// A unit with its length. A month is none: its length depends on where it lies.
  private static let units: [(name: String, microseconds: Int64)] = [
    ("s", 1_000_000), ("min", 60_000_000), ("h", 3_600_000_000), ("d", Timestamp.microsecondsPerDay),
    ("w", 7 * Timestamp.microsecondsPerDay),
  ]
  /// About 2700 years: with the years 1 to 9999 no sum overflows.
  private static let maximum = 1_000_000 * Timestamp.microsecondsPerDay

  /// As written, for the names of columns.
  let text: String
  /// Above 0.
  let microseconds: Int64

  /// `nil` for what is no span.
  init?(_ text: String) {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let unit = Self.units.first(where: { $0.name == text.dropFirst(digits.count) }),
      let count = Int64(digits), count > 0, count <= Self.maximum / unit.microseconds
    else { return nil }
    self.text = text
    microseconds = count * unit.microseconds
  }

  /// Its length in the unit of a column: whole days for dates, `nil` if there are none.
  func length(in type: ColumnType) -> Int64? {
    guard type == .date else { return microseconds }
    return microseconds.isMultiple(of: Timestamp.microsecondsPerDay) ? microseconds / Timestamp.microsecondsPerDay : nil
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> TimeSpan? {
    guard let text = String.decode(node, &decoder) else { return nil }
    if let span = TimeSpan(text) { return span }
    decoder.report(
      .badValue, at: node.span, "expected a length of time",
      help: "write a whole number above 0 and a unit: 30s, 15min, 12h, 7d, 4w")
    return nil
  }

  static var schema: JSON { ["type": "string", "pattern": "^[0-9]+(s|min|h|d|w)$"] }
  var json: JSON? { .string(text) }
}
