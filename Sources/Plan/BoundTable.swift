package import Columns
package import Transforms

/// A table of the graph: the rows of a source, or those that a step makes of other tables, with the columns that they
/// begin with. Steps add columns to it; its rows stay.
package struct BoundTable: Sendable {
  package enum Origin: Sendable {
    /// Position in `Plan.sources`.
    case source(Int)
    case step(BoundTableStep)
  }

  /// The source's name, or the step's id.
  package let name: String
  package let origin: Origin
  package let columns: [PlannedColumn]
  /// The column whose values tell people apart; `nil` where rows are nobody's, or of groups of at least k people.
  package let person: PlannedColumn?

  /// The column with `role: target`.
  package var target: PlannedColumn? { columns.first { $0.field.role == .target } }

  /// The column whose values decide folds: the group, else the key; `nil`: the row itself.
  package var foldColumn: PlannedColumn? {
    columns.first { $0.field.role == .group } ?? columns.first { $0.field.role == .key }
  }

  /// The column of that name, of those that the table begins with.
  package func column(named name: String) -> PlannedColumn? { columns.first { $0.field.name == name } }
}

/// A step on whole tables, with what it was resolved to.
package struct BoundTableStep: Sendable {
  /// Position in `Plan.steps`.
  package let step: Int
  package let inputs: [TableView]
  package let context: TableContext
}

/// A table as it stands after some step: which of the columns computed so far are in it, in order.
package struct TableView: Sendable {
  /// Position in `Binding.tables`.
  package let table: Int
  package var columns: [PlannedColumn]

  package var schema: Schema { Schema(columns.map(\.field)) }

  /// The same rows with the columns of a matrix: features, without tokens, and the target.
  package var asMatrix: TableView {
    var matrix = self
    matrix.columns.removeAll { column in
      let field = column.field
      return field.role == .feature ? field.sensitivity == .pseudonym : field.role != .target
    }
    return matrix
  }
}
