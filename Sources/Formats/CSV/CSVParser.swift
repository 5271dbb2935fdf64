import CKernels
import Columns
import Glibc

/// Turns chunks into typed batches.
///
/// A pure function of the chunk: safe to call from many threads at once. Every column of the contract is checked,
/// whichever are wanted, so that the same rows are valid for every caller.
package struct CSVParser: Sendable {
  package let layout: RecordLayout

  package init(layout: RecordLayout) { self.layout = layout }

  /// The records of one chunk.
  /// - Parameters:
  ///   - columns: Positions in the contract of the columns of the batch; all by default.
  ///   - knownInvalid: The numbers of the invalid rows, from an earlier reading with the same `firstRow`. Then other
  ///     columns than the wanted ones are not looked at again, which is faster, and the result names no invalid row.
  ///   - firstRow: Number of the chunk's first record. `ParsedChunk.moved(by:)` sets it right afterwards.
  package func parse(
    _ chunk: CSVChunk, of source: CSVSource, columns: [Int]? = nil, knownInvalid: [Int64]? = nil, firstRow: Int64 = 1
  ) throws(FormatError) -> ParsedChunk {
    let dialect = source.dialect
    // The last record of a longer chunk is above the limit and lies wholly behind the first `chunkSize` bytes; of it
    // only enough is read to tell in which field.
    let isCutOff = chunk.range.count > dialect.chunkSize + dialect.recordLimit
    let count = isCutOff ? dialect.chunkSize + dialect.fieldLimit + 2 : chunk.range.count
    let bytes = try source.bytes.read(chunk.range.lowerBound..<chunk.range.lowerBound + count)
    return try bytes.withUnsafeBytes { (bytes) throws(FormatError) in
      let parsing = ChunkParsing(
        layout: layout, dialect: dialect, bytes: bytes, count: count, isCutOff: isCutOff,
        endsOpen: chunk.endsOpen, columns: columns ?? Array(layout.contracts.indices), knownInvalid: knownInvalid,
        firstRow: firstRow)
      return try parsing.run()
    }
  }
}
