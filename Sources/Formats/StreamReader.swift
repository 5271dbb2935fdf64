import Glibc

/// Reads a stream to its end into memory, decompressing on the way.
struct StreamReader {
  let file: PlainFile
  let promised: Compression?
  let limit: Int

  private static let step = 1 << 18

  func readAll() throws(FormatError) -> HeapBytes {
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.step, alignment: 64)
    defer { input.deallocate() }
    // Four bytes tell the compression; a pipe may hand them over one by one.
    var filled = 0
    while filled < 4 {
      let got = try file.readNext(into: UnsafeMutableRawBufferPointer(rebasing: input[filled...]))
      if got == 0 { break }
      filled += got
    }
    let found = Compression(magic: UnsafeRawBufferPointer(rebasing: input[..<filled]))
    if let promised, found != promised { throw filled < 4 ? .truncated(promised) : .corrupt(promised) }

    let output = try HeapBytes(capacity: Self.step)
    switch found {
    case .gzip:
      let decoder = try GzipDecoder()
      try pump(input, filled) { (bytes) throws(FormatError) in
        try decoder.decode(bytes, into: output, limit: limit)
      }
      try decoder.finish()
    case .zstd:
      let decoder = try ZstdDecoder()
      try pump(input, filled) { (bytes) throws(FormatError) in
        try decoder.decode(bytes, into: output, limit: limit)
      }
      try decoder.finish()
    case nil:
      try pump(input, filled) { (bytes) throws(FormatError) in
        guard bytes.count <= limit - output.count else { throw .tooLarge(limit: limit) }
        try output.room(for: bytes.count).copyMemory(from: bytes)
        output.advance(by: bytes.count)
      }
    }
    output.pad()
    return output
  }

  /// Hands the stream to `consume`, starting with the first `filled` bytes of `input`.
  private func pump(
    _ input: UnsafeMutableRawBufferPointer, _ filled: Int,
    _ consume: (UnsafeRawBufferPointer) throws(FormatError) -> Void
  ) throws(FormatError) {
    var filled = filled
    while filled > 0 {
      try consume(UnsafeRawBufferPointer(rebasing: input[..<filled]))
      filled = try file.readNext(into: input)
    }
  }
}

extension Compression {
  /// What the first bytes of data say. No CSV starts like this: neither is UTF-8.
  init?(magic head: UnsafeRawBufferPointer) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else {
      return nil
    }
  }
}
