package import Columns
import Glibc

/// The levels to which a quasi-identifier can be generalized, from its values as they are to one value for all. Each
/// level joins what the one before it tells apart.
package struct Hierarchy: Sendable, Equatable {
  /// Ascending; `.none` first, `.everything` last.
  package let levels: [Coarsening]

  /// - Parameter steps: what lies between the values as they are and one value for all.
  package init(_ steps: [Coarsening]) { levels = [.none] + steps + [.everything] }

  /// The ladder of a column of which the pipeline says nothing, made from what its values span: ranges of 5, 10, 50,
  /// 100, …; months, quarters, years, five and ten years; prefixes of eight characters down to one.
  package init(of columns: [ReleaseColumn]) {
    switch columns[0].type {
    case .int: self.init(Self.ranges(columns, isWhole: true))
    case .float: self.init(Self.ranges(columns, isWhole: false))
    case .date: self.init(Self.periods.dropFirst().map { .period($0) })
    case .timestamp: self.init(Self.periods.map { .period($0) })
    case .bool: self.init([])
    case .string, .text, .category:
      let longest = columns.map(\.longestText).max() ?? 0
      self.init(longest > 1 ? stride(from: min(longest - 1, 8), through: 1, by: -1).map { .prefix($0) } : [])
    }
  }

  private static let periods: [ReleasePeriod] = [.day, .month, .quarter, .years(1), .years(5), .years(10)]

  private static func ranges(_ columns: [ReleaseColumn], isWhole: Bool) -> [Coarsening] {
    var low = Double.infinity, high = -Double.infinity
    for column in columns {
      let texts = column.texts
      for code in 0..<texts.count {
        guard let value = Double(texts[code]), value.isFinite else { continue }
        (low, high) = (min(low, value), max(high, value))
      }
    }
    let span = high - low
    guard span > 0, span.isFinite else { return [] }
    // From about a hundredth of the span on; ranges of whole numbers from 5 on.
    var width = isWhole ? 5 : pow(10, log10(span).rounded(.down) - 1)
    var isFive = isWhole
    var steps: [Coarsening] = []
    while width < span, width <= Self.widthLimit {
      steps.append(.range(width))
      width *= isFive ? 2 : 5
      isFive.toggle()
    }
    return steps
  }

  /// Whole numbers up to it, and their multiples, are exact in a double.
  package static let widthLimit = 1e15

  /// What the codes of a column become at a level: groups from 0, and their labels; `nil` at level 0.
  func groups(of column: ReleaseColumn, at level: Int) -> ReleaseGroups? {
    let coarsening = levels[level]
    if coarsening == .none { return nil }
    let texts = column.texts
    var table = StringTable()
    var groups = [Int32](repeating: 0, count: column.codeCount)
    // Group 0 is the missing value, as code 0 is, until it is one with all others.
    let base: Int32 = coarsening == .everything ? 0 : 1
    for code in 0..<texts.count { groups[code + 1] = table.insert(coarsening.label(texts[code], column.type)) + base }
    if coarsening == .everything { _ = table.insert("*") }
    return ReleaseGroups(groups: groups, labels: table.dictionary, hasMissing: coarsening != .everything)
  }
}

/// A column at some level of its hierarchy.
struct ReleaseGroups: Sendable {
  /// By code.
  let groups: [Int32]
  /// By group, of present values.
  let labels: Strings
  /// Whether group 0 stands for the missing value; labels are then of the groups from 1 on.
  let hasMissing: Bool

  var count: Int { labels.count + (hasMissing ? 1 : 0) }
}

extension ReleaseColumn {
  /// Characters (Unicode scalars) of the longest value.
  fileprivate var longestText: Int {
    let texts = texts
    var longest = 0
    for code in 0..<texts.count { longest = max(longest, texts[code].unicodeScalars.count) }
    return longest
  }
}
