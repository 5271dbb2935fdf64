/// A table transformer at work on a table that is not held as a whole: its rows go by in pieces, in one pass or more.
///
/// What comes out is that of `TableTransformer.transform` over all rows, to the bit, in whatever pieces they come.
package protocol TableStream {
  /// Takes up rows, in the order of the table.
  mutating func add(_ rows: TableRows) throws(TransformError)
  /// Ends a pass over all rows; whether another is needed.
  mutating func endPass() throws(TransformError) -> Bool
  /// The rows that come out, after the last pass.
  func finish() throws(TransformError) -> TableRows
  /// Bytes held, which the engine keeps below its budget.
  var byteCount: Int { get }
}
