/// Turns chunks of JSON Lines into typed batches.
///
/// A line is one object of RFC 8259. A column takes the value whose path, the names of the members that lead to it with
/// full stops between, is the column's name: a number or word as it is written, a string's text, an array or object as
/// its JSON text where the column takes text. Lines of white space are no records.
///
/// A pure function of the chunk: safe to call from many threads at once.
package struct JSONLinesParser: Sendable {
  package let layout: RecordLayout

  /// `layout` has a field for each column.
  package init(layout: RecordLayout) {
    precondition(layout.positions == layout.contracts.indices.map(\.self))
    self.layout = layout
  }

  /// The records of one chunk, numbered from 1; `ParsedChunk.moved(by:)` sets that right afterwards.
  package func parse(_ chunk: Range<Int>, of source: JSONLinesSource) throws(FormatError) -> ParsedChunk {
    // The last line of a longer chunk is above the limit and starts within the first `chunkSize` bytes: those lines are
    // read, and of that one it is enough to know that it is there.
    let isCutOff = chunk.count > source.chunkSize + source.recordLimit + 2
    let count = isCutOff ? source.chunkSize : chunk.count
    let bytes = try source.bytes.read(chunk.lowerBound..<chunk.lowerBound + count)
    return bytes.withUnsafeBytes { bytes in
      JSONLinesParsing(layout: layout, source: source, bytes: bytes, count: count, isCutOff: isCutOff).run()
    }
  }
}
