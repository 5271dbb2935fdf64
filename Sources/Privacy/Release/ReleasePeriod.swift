/// A stretch of the calendar that dates are rounded to.
package enum ReleasePeriod: Sendable, Equatable {
  case day, month, quarter
  /// That many years, beginning at a multiple.
  case years(Int)

  var description: String {
    switch self {
    case .day: "days"
    case .month: "months"
    case .quarter: "quarters"
    case .years(1): "years"
    case .years(let count): "\(count) years"
    }
  }

  /// Months, to tell which period holds which.
  package var order: Int {
    switch self {
    case .day: 0
    case .month: 1
    case .quarter: 3
    case .years(let count): 12 * count
    }
  }

  /// - Parameter text: `yyyy-mm-dd`, perhaps with a time.
  func label(_ text: String) -> String {
    let date = text.split(separator: "T", maxSplits: 1)[0]
    let parts = date.split(separator: "-", omittingEmptySubsequences: true)
    guard parts.count == 3, let magnitude = Int(parts[0]), let month = Int(parts[1]) else { return "*" }
    let isBefore = date.utf8.first == UInt8(ascii: "-")
    let year = (isBefore ? "-" : "") + parts[0]
    switch self {
    case .day: return String(date)
    case .month: return "\(year)-\(parts[1])"
    case .quarter: return "\(year)-Q\((month - 1) / 3 + 1)"
    case .years(1): return year
    case .years(let count):
      let number = isBefore ? -magnitude : magnitude
      let first = number - ((number % count) + count) % count
      return "\(first)/\(first + count - 1)"
    }
  }
}
