import Glibc

extension JSONLinesSource {
  /// The same text as if the lines of these ranges, ascending and apart, had never been there.
  package func leavingOut(_ lines: [Range<Int>]) -> JSONLinesSource {
    JSONLinesSource(self, bytes: bytes.leavingOut(lines))
  }

  /// Walks the lines of a chunk that are records, each with its number in the chunk, from 1, as `JSONLinesParser` counts
  /// them, and the bytes it takes up with its line feed.
  package func forEachRecord(
    of chunk: Range<Int>, _ body: (_ number: Int64, _ bytes: Range<Int>) -> Void
  ) throws(FormatError) {
    let isCutOff = chunk.count > chunkSize + recordLimit + 2
    let count = isCutOff ? chunkSize : chunk.count
    let text = try bytes.read(chunk.lowerBound..<chunk.lowerBound + count)
    text.withUnsafeBytes { text in
      var start = 0
      var number: Int64 = 0
      while start < count {
        let found = memchr(text + start, 0x0A, count - start)
        if found == nil && isCutOff { return }
        let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(text) } ?? count
        let next = min(end + 1, count)
        if end - start > recordLimit || !(start..<end).allSatisfy({ Self.isSpace(text[$0]) }) {
          number += 1
          body(number, chunk.lowerBound + start..<chunk.lowerBound + next)
        }
        start = end + 1
      }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
