package import Columns

/// What a treatment may know of the rows of a batch besides the values of its column.
package struct RowContext: Sendable {
  /// The tokens of the column that the treatment's companion is; `nil` without one.
  package let tokens: Column?
  /// Random, the same for all batches of one reading of a source, however often its chunks are read again.
  package let reading: UInt128
  /// The batch's position in the source.
  package let chunk: Int

  package init(tokens: Column?, reading: UInt128, chunk: Int) {
    self.tokens = tokens
    self.reading = reading
    self.chunk = chunk
  }
}
