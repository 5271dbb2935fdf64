import Columns
import Configuration

/// The output columns of one input.
struct OneHotColumns: FittedColumn {
  let groups: CategoryGroups
  /// The groups that have a column, in order.
  let kept: Range<Int>

  init(_ groups: CategoryGroups, drop: OneHotEncoder.Drop) {
    let dropsFirst = drop == .first || drop == .ifBinary && groups.groupCount == 2
    self.init(groups, dropsFirst: dropsFirst && groups.groupCount > 0)
  }

  init(_ groups: CategoryGroups, dropsFirst: Bool) {
    self.groups = groups
    kept = (dropsFirst ? 1 : 0)..<groups.groupCount
  }

  var outputNames: [String] {
    kept.map { group in
      guard group < groups.frequentTexts.count else { return "\(name)_infrequent_sklearn" }
      return "\(name)_\(groups.frequentTexts[group] ?? "nan")"
    }
  }
}

extension OneHotColumns {
  static let members: [StateMember] = CategoryGroups.members + ["drops_first"]

  var name: String { groups.name }

  init(_ reader: StateReader) throws(TransformError) {
    let groups = try CategoryGroups(reader)
    let dropsFirst = try reader.bool("drops_first")
    guard !dropsFirst || groups.groupCount > 0 else { throw .badState(problem: "`drops_first` has nothing to drop") }
    self.init(groups, dropsFirst: dropsFirst)
  }

  var json: JSON {
    .object((groups.json.object ?? []) + [.init("drops_first", .bool(kept.lowerBound == 1))])
  }
}
