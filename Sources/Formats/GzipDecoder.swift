import CZlib

/// zlib's decoder for gzip data of one or more members.
final class GzipDecoder {
  /// In memory of its own: zlib's state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the input so far ends with a whole member.
  private var isComplete = true

  init() throws(FormatError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 16: gzip and nothing else.
    let status = inflateInit2_(stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(_ input: UnsafeRawBufferPointer, into output: HeapBytes, limit: Int) throws(FormatError) {
    guard let base = input.baseAddress else { return }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = UInt32(input.count)
    var outputIsFull = false
    while stream.pointee.avail_in > 0 || outputIsFull {
      if isComplete && stream.pointee.avail_in > 0 {
        inflateReset(stream)
        isComplete = false
      }
      // One byte more than allowed, to see that there is more.
      let size = min(1 << 20, limit - output.count + 1)
      let room = try output.room(for: size)
      stream.pointee.next_out = room.baseAddress!.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = UInt32(size)
      let status = inflate(stream, Z_NO_FLUSH)
      output.advance(by: size - Int(stream.pointee.avail_out))
      guard output.count <= limit else { throw .tooLarge(limit: limit) }
      switch status {
      case Z_STREAM_END: isComplete = true
      case Z_OK, Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw .outOfMemory
      default: throw .corrupt(.gzip)
      }
      outputIsFull = stream.pointee.avail_out == 0 && !isComplete
    }
  }

  func finish() throws(FormatError) {
    guard isComplete else { throw .truncated(.gzip) }
  }
}
