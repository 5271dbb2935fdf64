import CKernels
import Glibc

/// The bytes of a file or a stream, after decompression and without a byte-order mark, to be read by range.
///
/// A plain file is read by `pread` (not mapped: a mapped file that shrinks kills the process) and may be larger than
/// memory. Compressed files and streams are decoded into memory when they are opened.
package final class ByteSource: Sendable {
  private enum Content {
    case file(PlainFile, start: Int)
    case memory(HeapBytes, start: Int)
  }
  private let content: Content
  /// What of the content is left out; `count` and all ranges are of what is left.
  private let gaps: Gaps
  /// Number of bytes.
  package let count: Int

  /// Of them held in memory: none of a plain file.
  package var heldByteCount: Int {
    switch content {
    case .file: 0
    case .memory: count + gaps.byteCount
    }
  }

  /// What a compressed file or a stream may hold, unless the caller says otherwise: 4 GiB.
  package static let defaultMemoryLimit = 4 << 30

  /// Opens a file, or standard input for `-`. Compression is told by the first bytes; a name that ends in `.gz` or
  /// `.zst` must hold such data.
  package init(path: String, memoryLimit: Int = ByteSource.defaultMemoryLimit) throws(FormatError) {
    gaps = .none
    let file = try PlainFile(path: path)
    let promised: Compression? = path.hasSuffix(".gz") ? .gzip : path.hasSuffix(".zst") ? .zstd : nil
    if file.isRegular {
      let head = try file.read(0..<min(4, file.count))
      let found = head.withUnsafeBytes { Compression(magic: $0) }
      if found == nil && promised == nil {
        let start = try head.withUnsafeBytes { (bytes) throws(FormatError) in try Self.markLength(bytes) }
        content = .file(file, start: start)
        count = file.count - start
        return
      }
    }
    let bytes = try StreamReader(file: file, promised: promised, limit: memoryLimit).readAll()
    let start = try bytes.withUnsafeBytes { (bytes) throws(FormatError) in try Self.markLength(bytes) }
    content = .memory(bytes, start: start)
    count = bytes.count - start
  }

  /// Bytes in memory, for tests and for data that come in a document.
  package init(_ bytes: [UInt8]) throws(FormatError) {
    gaps = .none
    let copy = try HeapBytes(capacity: bytes.count)
    try copy.room(for: bytes.count).copyBytes(from: bytes)
    copy.advance(by: bytes.count)
    copy.pad()
    let start = try copy.withUnsafeBytes { (bytes) throws(FormatError) in try Self.markLength(bytes) }
    content = .memory(copy, start: start)
    count = copy.count - start
  }

  private init(_ content: Content, _ gaps: Gaps, count: Int) {
    self.content = content
    self.gaps = gaps
    self.count = count
  }

  /// The same bytes as if those of the ranges, which are ascending and apart, had never been there.
  package func leavingOut(_ ranges: [Range<Int>]) -> ByteSource {
    precondition(gaps.isEmpty, "ranges are of the whole content")
    precondition(ranges.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= count })
    let gaps = Gaps(ranges)
    return ByteSource(content, gaps, count: count - gaps.byteCount)
  }

  /// Length of the byte-order mark in front.
  private static func markLength(_ head: UnsafeRawBufferPointer) throws(FormatError) -> Int {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw .notUTF8 }
    return head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// All bytes, for documents that are small beside memory.
  package func bytes() throws(FormatError) -> [UInt8] {
    let all = try read(0..<count)
    return all.withUnsafeBytes { Array(UnsafeBufferPointer(start: $0, count: all.count)) }
  }

  /// The bytes of a range. Throws `changed` for a file whose size or time of change is no longer what it was.
  package func read(_ range: Range<Int>) throws(FormatError) -> SourceBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let stretches = gaps.isEmpty ? [range] : gaps.stretches(of: range)
    if stretches.count == 1 { return try readContent(stretches[0]) }
    let joined = try HeapBytes(capacity: range.count)
    for stretch in stretches {
      let bytes = try readContent(stretch)
      let room = try joined.room(for: stretch.count)
      bytes.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(start: $0, count: stretch.count)) }
      joined.advance(by: stretch.count)
    }
    joined.pad()
    return SourceBytes(joined, 0, range.count)
  }

  /// Says that bytes of a plain file will not be read again: the system need not keep them in memory. A hint.
  package func forget(_ range: Range<Int>) {
    guard case .file(let file, let start) = content, gaps.isEmpty else { return }
    file.forget(start + range.lowerBound..<start + range.upperBound)
  }

  private func readContent(_ range: Range<Int>) throws(FormatError) -> SourceBytes {
    switch content {
    case .memory(let bytes, let start): return SourceBytes(bytes, start + range.lowerBound, range.count)
    case .file(let file, let start):
      let bytes = try file.read(start + range.lowerBound..<start + range.upperBound)
      return SourceBytes(bytes, 0, range.count)
    }
  }
}

/// A stretch of a source's bytes. `CK_PADDING` more bytes can be read after its end.
package struct SourceBytes: Sendable {
  private let owner: HeapBytes
  private let start: Int
  package let count: Int

  init(_ owner: HeapBytes, _ start: Int, _ count: Int) {
    self.owner = owner
    self.start = start
    self.count = count
  }

  /// Lends the bytes; the pointer must not escape `body`.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafePointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try owner.withUnsafeBytes { (bytes) throws(Failure) in
      try body((bytes.baseAddress! + start).assumingMemoryBound(to: UInt8.self))
    }
  }
}
