import Glibc

/// The bytes of a file or of standard input, read once from front to back in bounded memory, decompressed on the way and
/// without a byte-order mark: for what is looked at once, however large it is. A `ByteSource` is for what is read again.
package final class ByteStream {
  private enum Decoder {
    case gzip(GzipDecoder)
    case zstd(ZstdDecoder)
  }

  private let file: PlainFile
  private let decoder: Decoder?
  private let buffer: UnsafeMutableRawBufferPointer
  /// What of the buffer has not been handed on.
  private var input: UnsafeRawBufferPointer
  private var isFileAtEnd = false
  private var isAtStart = true
  /// Length of the byte-order mark that was left out; known after the first `read`.
  package private(set) var markLength = 0

  private static let step = 1 << 16

  /// Opens a file, or standard input for `-`. Compression is told by the first bytes; a name that ends in `.gz` or
  /// `.zst` must hold such data.
  package init(path: String) throws(FormatError) {
    file = try PlainFile(path: path)
    let promised: Compression? = path.hasSuffix(".gz") ? .gzip : path.hasSuffix(".zst") ? .zstd : nil
    buffer = .allocate(byteCount: Self.step, alignment: 64)
    // Four bytes tell the compression; a pipe may hand them over one by one.
    var filled = 0
    do throws(FormatError) {
      while filled < 4 {
        let got = try file.readNext(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if got == 0 { break }
        filled += got
      }
      let head = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
      let found = Compression(magic: head)
      if let promised, found != promised { throw filled < 4 ? .truncated(promised) : .corrupt(promised) }
      decoder =
        switch found {
        case .gzip: .gzip(try GzipDecoder())
        case .zstd: .zstd(try ZstdDecoder())
        case nil: nil
        }
      input = head
    } catch {
      buffer.deallocate()
      throw error
    }
  }

  deinit { buffer.deallocate() }

  /// Fills the memory, of at least 4 bytes; what comes is fewer bytes only where the data end.
  package func read(into memory: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    precondition(memory.count >= 4)
    var filled = try fill(memory, from: 0)
    guard isAtStart else { return filled }
    isAtStart = false
    let head = UnsafeRawBufferPointer(rebasing: memory[..<filled])
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .notUTF8 }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      markLength = 3
      memmove(memory.baseAddress!, memory.baseAddress! + 3, filled - 3)
      filled = try fill(memory, from: filled - 3)
    }
    return filled
  }

  private func fill(_ memory: UnsafeMutableRawBufferPointer, from start: Int) throws(FormatError) -> Int {
    var filled = start
    while filled < memory.count {
      let room = UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
      let (before, added) = (input.count, try decode(into: room))
      filled += added
      if added > 0 || input.count < before { continue }
      if !isFileAtEnd {
        let got = try file.readNext(into: buffer)
        input = UnsafeRawBufferPointer(rebasing: buffer[..<got])
        isFileAtEnd = got == 0
        if !isFileAtEnd { continue }
      }
      try finish()
      break
    }
    return filled
  }

  private func decode(into room: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    switch decoder {
    case .gzip(let decoder): return try decoder.decode(&input, into: room)
    case .zstd(let decoder): return try decoder.decode(&input, into: room)
    case nil:
      let count = min(room.count, input.count)
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
      input = UnsafeRawBufferPointer(rebasing: input[count...])
      return count
    }
  }

  private func finish() throws(FormatError) {
    switch decoder {
    case .gzip(let decoder): try decoder.finish()
    case .zstd(let decoder): try decoder.finish()
    case nil: break
    }
  }
}
