package import Columns

/// Looks for a generalization under which outputs keep a policy: the same levels for all of them, so that rows which two
/// outputs show cannot be told apart by comparing them.
///
/// Full-domain generalization with suppression, greedily. Upwards as Datafly does (Sweeney, "Achieving k-anonymity
/// privacy protection using generalization and suppression", IJUFKS 10(5), 2002): as long as more rows would have to be
/// suppressed than may be, the column with the most values is raised by a level, the first of several. Then downwards:
/// each column in turn is lowered as long as the policy is still kept. What is found is minimal, in that no column can
/// be lowered alone, but need not be the best. Nothing is drawn by chance, and no order but that of rows and columns
/// counts: the same rows give the same levels.
package struct ReleaseSearch: Sendable {
  package enum Method: Sendable, Equatable {
    /// Nothing is changed: the policy is kept or it is not.
    case measure
    case suppress
    case generalize
  }

  /// An output as it may leave.
  package struct Outcome: Sendable {
    package let figures: ReleaseFigures
    /// By row.
    package let isKept: [Bool]
    package let suppressed: Int
    /// By quasi-identifier: what its rows become; `nil` where they stay.
    private let groups: [ReleaseGroups?]

    fileprivate init(figures: ReleaseFigures, isKept: [Bool], suppressed: Int, groups: [ReleaseGroups?]) {
      (self.figures, self.isKept, self.suppressed, self.groups) = (figures, isKept, suppressed, groups)
    }

    /// A stretch of a quasi-identifier as it leaves, before rows are taken out; `nil` where it stays as it is.
    package func column(_ position: Int, of table: ReleaseTable, rows: Range<Int>) -> Column? {
      guard let groups = groups[position] else { return nil }
      let codes = table.quasi[position].codes
      let base: Int32 = groups.hasMissing ? 1 : 0
      func group(_ row: Int) -> Int32 { groups.groups[Int(codes[rows.lowerBound + row])] - base }
      return Column(
        .category(
          codes: Buffer(count: rows.count) { memory in
            for row in 0..<memory.count { memory[row] = max(0, group(row)) }
          }, dictionary: groups.labels),
        validity: groups.hasMissing ? Bitmap(count: rows.count) { group($0) >= 0 } : nil)
    }
  }

  private let tables: [ReleaseTable]
  private let policy: ReleasePolicy
  private let maxSuppressed: Double
  package let hierarchies: [Hierarchy]
  /// By quasi-identifier.
  package private(set) var levels: [Int]

  /// - Parameters:
  ///   - tables: with the same quasi-identifiers.
  ///   - hierarchies: of the quasi-identifiers for which the pipeline gives one.
  ///   - maxSuppressed: the fraction of an output's rows that may be taken out.
  package init(
    _ tables: [ReleaseTable], _ policy: ReleasePolicy, hierarchies: [Hierarchy?], maxSuppressed: Double
  ) {
    precondition(!tables.isEmpty, "there is nothing to release")
    self.tables = tables
    self.policy = policy
    self.maxSuppressed = maxSuppressed
    self.hierarchies = hierarchies.enumerated().map { position, given in
      given ?? Hierarchy(of: tables.map { $0.quasi[position] })
    }
    levels = hierarchies.map { _ in 0 }
  }

  /// Settles the levels and says what becomes of each output.
  package mutating func outcomes(_ method: Method) throws(ReleaseError) -> [Outcome] {
    if method == .generalize { search() }
    var outcomes: [Outcome] = []
    for (position, table) in tables.enumerated() {
      let judged = judge(table, levels)
      guard method != .measure || judged.suppressed == 0, isAllowed(judged.suppressed, of: table) else {
        throw .notReached(output: position, suppressed: judged.suppressed, rows: table.rowCount)
      }
      outcomes.append(
        Outcome(
          figures: ReleaseFigures(table, judged.counts, kept: judged.kept, policy),
          isKept: judged.classes.classes.map { judged.kept[Int($0)] }, suppressed: judged.suppressed,
          groups: judged.groups))
    }
    return outcomes
  }

  private struct Judged {
    let classes: EquivalenceClasses
    let counts: ClassCounts
    let kept: [Bool]
    let suppressed: Int
    let groups: [ReleaseGroups?]
  }

  private func judge(_ table: ReleaseTable, _ levels: [Int]) -> Judged {
    let groups = zip(zip(hierarchies, table.quasi), levels).map { $0.0.groups(of: $0.1, at: $1) }
    let classes = EquivalenceClasses(table, groups: groups.map { $0?.groups })
    let counts = ClassCounts(table, classes)
    let kept = counts.kept(by: policy, table.sensitive)
    return Judged(
      classes: classes, counts: counts, kept: kept, suppressed: table.rowCount - counts.keptRows(kept), groups: groups)
  }

  private func isAllowed(_ suppressed: Int, of table: ReleaseTable) -> Bool {
    suppressed == 0 || Double(suppressed) / Double(table.rowCount) <= maxSuppressed
  }

  private func isKept(at levels: [Int]) -> Bool {
    tables.allSatisfy { isAllowed(judge($0, levels).suppressed, of: $0) }
  }

  private mutating func search() {
    while !isKept(at: levels) {
      let sizes = levels.indices.map { position -> Int in
        guard levels[position] + 1 < hierarchies[position].levels.count else { return -1 }
        return tables.reduce(0) { sum, table in
          let column = table.quasi[position]
          return sum + (hierarchies[position].groups(of: column, at: levels[position])?.count ?? column.codeCount)
        }
      }
      guard let most = sizes.max(), most >= 0, let column = sizes.firstIndex(of: most) else { return }
      levels[column] += 1
    }
    var isLowered = true
    while isLowered {
      isLowered = false
      for position in levels.indices where levels[position] > 0 {
        var lower = levels
        lower[position] -= 1
        if isKept(at: lower) {
          levels = lower
          isLowered = true
        }
      }
    }
  }
}
