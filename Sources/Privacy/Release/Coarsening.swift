import Columns
import Glibc

/// One way to make the values of a quasi-identifier coarser: a pure function of a value's text.
package enum Coarsening: Sendable, Equatable {
  /// Nothing is changed.
  case none
  /// Numbers by ranges of this width, which begin at its multiples: `[20, 25)`.
  case range(Double)
  /// Dates and times by months, quarters or years.
  case period(ReleasePeriod)
  /// The first characters of a text, with `*` for what is cut off.
  case prefix(Int)
  /// The group that the pipeline puts a text into; `other` where it puts it into none.
  case groups([String: String])
  /// One value, `*`, for all, missing ones among them.
  case everything

  /// In the words of reports.
  package var description: String {
    switch self {
    case .none: "as it is"
    case .range(let width): "ranges of \(Self.text(width))"
    case .period(let period): period.description
    case .prefix(let count): count == 1 ? "first character" : "first \(count) characters"
    case .groups(let groupOf): "\(Set(groupOf.values).count) groups"
    case .everything: "one value"
    }
  }

  /// What a present value becomes, from its canonical text.
  func label(_ text: String, _ type: ColumnType) -> String {
    switch self {
    case .none: text
    case .range(let width): type == .int ? Self.range(Int64(text), width) : Self.range(Double(text), width)
    case .period(let period): period.label(text)
    case .prefix(let count): Self.prefix(text, count)
    case .groups(let groupOf): groupOf[text] ?? "other"
    case .everything: "*"
    }
  }

  private static func range(_ value: Int64?, _ width: Double) -> String {
    guard let value else { return "*" }
    let width = Int64(width)
    let remainder = value % width
    let (lower, under) = value.subtractingReportingOverflow(remainder < 0 ? remainder + width : remainder)
    if under { return "(-inf, \(value - remainder))" }
    let (upper, over) = lower.addingReportingOverflow(width)
    return "[\(lower), \(over ? "inf" : String(upper)))"
  }

  private static func range(_ value: Double?, _ width: Double) -> String {
    // Infinities, and what is no number, are a range of their own.
    guard let value else { return "*" }
    guard value.isFinite else { return text(value) }
    // Tenths as divisors: 3 · 0.1 is not 0.3, but 3 / 10 is.
    let inverse = (1 / width).rounded()
    let isInverse = width < 1 && 1 / inverse == width
    let index = (isInverse ? value * inverse : value / width).rounded(.down)
    func edge(_ index: Double) -> String { text(isInverse ? index / inverse : index * width) }
    return "[\(edge(index)), \(edge(index + 1)))"
  }

  private static func prefix(_ text: String, _ count: Int) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: count, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "*"
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(describing: number)
  }
}
