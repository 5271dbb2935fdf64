import Configuration
import Formats

/// How many values of a column are of each type, so that a few wrong ones among thousands do not make it text: a run
/// sets their rows aside.
struct TypeVotes: Sendable {
  private static let types: [FieldTypes] = [
    .int, .bool, .float, .isoDate, .timestamp, .dayFirstDate, .monthFirstDate,
  ]

  private var values = 0
  /// Values that are not of the type, by its place in `types`.
  private var misfits = [Int](repeating: 0, count: types.count)
  /// Types that still come into question.
  private var candidates = FieldTypes.all

  /// Of so many values one may be wrong.
  private static let tolerated = 200

  /// - Returns: the types that the value has, of those that still come into question.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> FieldTypes {
    values += 1
    if candidates.isEmpty { return [] }
    let judged = FieldTypes(of: text, among: candidates)
    if judged == candidates { return judged }
    for (index, type) in Self.types.enumerated() where candidates.contains(type) && !judged.contains(type) {
      misfits[index] += 1
      // Too many for any table of a size that could still come.
      if misfits[index] > 64 + values / 50 { candidates.remove(type) }
    }
    return judged
  }

  /// How many values break the type.
  func misfits(of type: FieldTypes) -> Int { misfits[Self.types.firstIndex(of: type)!] }

  /// The narrowest type that the column can be said to have.
  var best: FieldTypes? {
    guard values > 0 else { return nil }
    let fitting = Self.types.filter { candidates.contains($0) && misfits(of: $0) * Self.tolerated <= values }
    // A type that all values have before one that most have: 3 and 4.5 are floats, however few the latter.
    return fitting.first { misfits(of: $0) == 0 } ?? fitting.min { misfits(of: $0) < misfits(of: $1) }
  }

  /// Whether days come first in as many values as months.
  var isDateOrderOpen: Bool {
    best == .dayFirstDate && misfits(of: .monthFirstDate) == misfits(of: .dayFirstDate)
      && candidates.contains(.monthFirstDate)
  }
}
