import Columns
import Configuration

/// Drops columns of which too much is missing.
struct DropMissing: Selector {
  static let name = "drop_missing"
  static let parameters: [Parameter<DropMissing>] = [
    .init(
      "threshold", \.threshold, "Columns with a larger share of missing values than this are dropped.", .atLeast(0),
      .atMost(1))
  ]
  static let guide = Guide(
    summary: "Drops columns of which more than a share of the values is missing.",
    counterpart: nil,
    formula: """
      dropped if missing / rows > threshold. With privacy.k missing values of fewer than k people count as none, and \
      present ones as missing.
      """,
    source: "a count",
    example: "{id: gaps, use: drop_missing, columns: {role: feature}, with: {threshold: 0.3}}",
    reveals: "The share of missing values of each column; with privacy.k at least k people are missing, or none.")

  var threshold = 0.5

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireFeatures() }

  struct Statistics: Accumulator {
    var rowCount = 0
    var missing: [Int]
    var missingPeople: [Crowd]
    var presentPeople: [Crowd]

    mutating func update(_ rows: Rows) {
      rowCount += rows.count
      for (index, column) in rows.columns.enumerated() {
        missing[index] += column.missingCount
        missingPeople[index].update(rows, column.validity, missing: true)
        presentPeople[index].update(rows, column.validity)
      }
    }

    mutating func merge(_ other: Statistics) {
      rowCount += other.rowCount
      for index in missing.indices {
        missing[index] += other.missing[index]
        missingPeople[index].merge(other.missingPeople[index])
        presentPeople[index].merge(other.presentPeople[index])
      }
    }

    /// The share of column `index` that is missing, as far as k people stand behind it.
    func share(of index: Int) -> Double {
      if !presentPeople[index].isLargeEnough { return 1 }
      if missing[index] == 0 || !missingPeople[index].isLargeEnough { return 0 }
      return Double(missing[index]) / Double(rowCount)
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    let crowds = context.inputs.map { _ in Crowd(k: context.k) }
    return Statistics(missing: context.inputs.map { _ in 0 }, missingPeople: crowds, presentPeople: crowds)
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<ScoredColumn> {
    if let first = context.inputs.first, statistics.rowCount == 0 {
      throw .unfittable(column: first.name, problem: TransformError.noRow)
    }
    return FittedColumns(
      context.inputs.enumerated().map { index, field in
        let share = statistics.share(of: index)
        return ScoredColumn(name: field.name, score: share, isKept: share <= threshold)
      })
  }
}
