import Columns

/// A column whose features are made.
struct HistoryInput: Sendable {
  let column: Column
  let field: Field
  let time: Field
  let table: TableRows
  let tableName: String
}
