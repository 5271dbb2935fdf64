import CZstd

/// libzstd's decoder for one or more frames.
final class ZstdDecoder {
  private let context: OpaquePointer
  /// Whether the input so far ends with a whole frame.
  private var isComplete = false

  init() throws(FormatError) {
    guard let context = ZSTD_createDCtx() else { throw .outOfMemory }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  /// Decodes as much of the input as the room takes; shortens `input` by what it used.
  ///
  /// - Returns: bytes written. With room to spare, 0 with an empty input means that there is no more to give.
  func decode(
    _ input: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws(FormatError) -> Int {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
    let hint = ZSTD_decompressStream(context, &target, &source)
    guard ZSTD_isError(hint) == 0 else { throw .corrupt(.zstd) }
    // Without any input, the hint tells of the frame to come.
    if !input.isEmpty || target.pos > 0 { isComplete = hint == 0 }
    input = UnsafeRawBufferPointer(rebasing: input[source.pos...])
    return target.pos
  }

  func decode(_ bytes: UnsafeRawBufferPointer, into output: HeapBytes, limit: Int) throws(FormatError) {
    var input = bytes
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
    guard isComplete else { throw .truncated(.zstd) }
  }
}
