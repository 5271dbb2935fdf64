import Columns
import Configuration

/// Drops columns that hold the same values as an earlier one.
struct DropDuplicates: Selector {
  typealias Decision = RedundantColumn

  static let name = "drop_duplicates"
  static let parameters: [Parameter<DropDuplicates>] = []
  static let guide = Guide(
    summary: "Drops columns that equal an earlier column in every row.",
    counterpart: "feature_engine.selection.DropDuplicateFeatures",
    formula: """
      Two columns are duplicates if every row has the same value in both, or in both none; of several the first is \
      kept. An int and a float column are compared as numbers, string and category as text. Values are compared \
      themselves, not hashes of them.
      """,
    source: "feature_engine 1.9, selection/drop_duplicate_features.py",
    example: "{id: once, use: drop_duplicates, columns: {role: feature}}",
    reveals: "Which columns are equal; with privacy.k over at least k people.")

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireFeatures() }

  struct Statistics: Accumulator {
    var rowCount = 0
    var columns: EqualColumns
    var crowd: Crowd

    mutating func update(_ rows: Rows) {
      rowCount += rows.count
      crowd.update(rows, nil)
      columns.update(rows)
    }

    mutating func merge(_ other: Statistics) {
      rowCount += other.rowCount
      crowd.merge(other.crowd)
      columns.merge(other.columns)
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(columns: EqualColumns(context.inputs.map(\.type)), crowd: Crowd(k: context.k))
  }

  func finish(
    _ statistics: Statistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<RedundantColumn> {
    if let first = context.inputs.first {
      guard statistics.rowCount > 0 else { throw .unfittable(column: first.name, problem: TransformError.noRow) }
      try statistics.crowd.require(column: first.name)
    }
    return FittedColumns(
      zip(context.inputs.indices, statistics.columns.leaders).map { column, leader in
        RedundantColumn(
          name: context.inputs[column].name, instead: leader == column ? nil : context.inputs[leader].name, score: nil)
      })
  }
}
