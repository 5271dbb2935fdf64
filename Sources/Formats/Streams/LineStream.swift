import Glibc

/// The lines of a stream, one after the other, without their ends, in bounded memory.
package final class LineStream {
  /// Lines that were handed on.
  package private(set) var lineCount = 0

  private let buffer: StreamBuffer
  private let limit: Int
  private var position = 0

  /// - Parameter limit: a longer line ends the reading with `recordTooLong`.
  package init(_ stream: ByteStream, limit: Int = 16 << 20) {
    buffer = StreamBuffer(stream)
    self.limit = limit
  }

  /// The next line, good until the next call; `nil` at the end.
  package func next() throws(FormatError) -> UnsafeBufferPointer<UInt8>? {
    var searched = position
    while true {
      let found = memchr(buffer.bytes + searched, 0x0A, buffer.count - searched)
      if let found {
        let end = found.assumingMemoryBound(to: UInt8.self) - buffer.bytes
        return line(to: end, next: end + 1)
      }
      if buffer.isAtEnd { return position < buffer.count ? line(to: buffer.count, next: buffer.count) : nil }
      searched = buffer.count - position
      guard try buffer.advance(dropping: position, limit: limit) else {
        throw .recordTooLong(record: lineCount + 1, limit: limit)
      }
      position = 0
    }
  }

  private func line(to end: Int, next: Int) -> UnsafeBufferPointer<UInt8> {
    var end = end
    let start = position
    if end > start, buffer.bytes[end - 1] == 0x0D { end -= 1 }
    position = next
    lineCount += 1
    return UnsafeBufferPointer(start: buffer.bytes + start, count: end - start)
  }
}
