package import Columns

/// All rows of a table, in order.
package struct TableRows: Sendable {
  package var columns: [Column]
  /// 1-based numbers of the rows, for messages: in the source, or in the table that a step made.
  package var rowNumbers: Buffer<Int64>
  /// Equal for rows of one person; `nil` where there is no privacy section or nobody to tell.
  package var people: Buffer<UInt64>?

  package init(columns: [Column], rowNumbers: Buffer<Int64>, people: Buffer<UInt64>? = nil) {
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.people = people
  }

  package var count: Int { rowNumbers.count }
}
