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

  func decode(_ bytes: UnsafeRawBufferPointer, into output: HeapBytes, limit: Int) throws(FormatError) {
    var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var outputIsFull = false
    while input.pos < input.size || outputIsFull {
      // One byte more than allowed, to see that there is more.
      let size = min(1 << 20, limit - output.count + 1)
      var room = ZSTD_outBuffer(dst: try output.room(for: size).baseAddress, size: size, pos: 0)
      let hint = ZSTD_decompressStream(context, &room, &input)
      guard ZSTD_isError(hint) == 0 else { throw .corrupt(.zstd) }
      output.advance(by: room.pos)
      guard output.count <= limit else { throw .tooLarge(limit: limit) }
      isComplete = hint == 0
      outputIsFull = room.pos == room.size && !isComplete
    }
  }

  func finish() throws(FormatError) {
    guard isComplete else { throw .truncated(.zstd) }
  }
}
