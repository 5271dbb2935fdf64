import Columns
import Configuration

/// What a selection has decided on a column.
protocol SelectedColumn: FittedColumn {
  var isKept: Bool { get }
}

/// What selections share: the outputs are some of the inputs, unchanged. Companions are read and never dropped.
protocol Selector: Transformer where Fitted == FittedColumns<Decision> {
  associatedtype Decision: SelectedColumn = ScoredColumn
}

extension Selector {
  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    inputs.dropLast(companions.count).enumerated()
      .filter { position, _ in fitted?.columns[position].isKept ?? true }
      .map { position, field in OutputField(field, replaces: position, isOpen: fitted == nil) }
  }

  func carriedInputs(_ fitted: Fitted) -> [Int]? {
    fitted.columns.indices.dropLast(companions.count).filter { fitted.columns[$0].isKept }
  }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    return zip(rows.columns, fitted.columns).dropLast(companions.count).filter { $1.isKept }.map(\.0)
  }
}
