package import Configuration

/// What a step says of rows and columns outside `with:`.
package struct StepClauses: Sendable, Equatable {
  package enum Name: String, Sendable, CaseIterable {
    case columns, by, on, grain
  }

  /// The selected features, by name; resolved from `columns:`.
  package var columns: [Located<String>]
  /// Columns that make groups: rows with equal values in all of them.
  package var by: [Located<String>]
  /// Columns that rows of several tables are matched on.
  package var on: [Located<String>]
  /// The columns that name a row of a table whose rows were multiplied.
  package var grain: [Located<String>]

  package init(
    columns: [Located<String>] = [], by: [Located<String>] = [], on: [Located<String>] = [],
    grain: [Located<String>] = []
  ) {
    self.columns = columns
    self.by = by
    self.on = on
    self.grain = grain
  }
}
