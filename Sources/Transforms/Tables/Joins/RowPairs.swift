import Columns

/// Rows of two tables that stand side by side.
struct RowPairs: Sendable {
  /// `nil`: every left row once.
  let left: Buffer<Int32>?
  /// −1 where there is none.
  let right: Buffer<Int32>
  /// Whether a left row may stand more than once.
  var isMultiplied = false
}
