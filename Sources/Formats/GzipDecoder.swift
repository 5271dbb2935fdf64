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

  /// Decodes as much of the input as the room takes; shortens `input` by what it used.
  ///
  /// - Returns: bytes written. With room to spare, 0 with an empty input means that there is no more to give.
  func decode(
    _ input: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws(FormatError) -> Int {
    if isComplete {
      if input.isEmpty { return 0 }
      inflateReset(stream)
      isComplete = false
    }
    stream.pointee.next_in = input.baseAddress.map {
      UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: Bytef.self))
    }
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = room.baseAddress!.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = UInt32(room.count)
    let status = inflate(stream, Z_NO_FLUSH)
    input = UnsafeRawBufferPointer(rebasing: input[(input.count - Int(stream.pointee.avail_in))...])
    switch status {
    case Z_STREAM_END: isComplete = true
    case Z_OK, Z_BUF_ERROR: break
    case Z_MEM_ERROR: throw .outOfMemory
    default: throw .corrupt(.gzip)
    }
    return room.count - Int(stream.pointee.avail_out)
  }

  func decode(_ input: UnsafeRawBufferPointer, into output: HeapBytes, limit: Int) throws(FormatError) {
    var input = input
    var outputIsFull = false
    while !input.isEmpty || outputIsFull {
      // One byte more than allowed, to see that there is more.
      let size = min(1 << 20, limit - output.count + 1)
      let room = UnsafeMutableRawBufferPointer(rebasing: try output.room(for: size)[..<size])
      let added = try decode(&input, into: room)
      output.advance(by: added)
      guard output.count <= limit else { throw .tooLarge(limit: limit) }
      outputIsFull = added == size && !isComplete
    }
  }

  func finish() throws(FormatError) {
    guard isComplete else { throw .truncated(.gzip) }
  }
}
