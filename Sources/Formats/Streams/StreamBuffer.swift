import CKernels
import Glibc

/// A stretch of a stream in memory that moves forward over it, and grows where one record asks for more.
final class StreamBuffer {
  private let stream: ByteStream
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0
  /// Whether nothing follows.
  private(set) var isAtEnd = false

  init(_ stream: ByteStream, capacity: Int = 1 << 20) {
    self.stream = stream
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + Int(CK_PADDING))
  }

  deinit { bytes.deallocate() }

  /// Drops the bytes before `start` and reads on; a buffer that is still full doubles.
  ///
  /// - Returns: whether it could: `false` if the buffer would be larger than `limit`.
  func advance(dropping start: Int, limit: Int) throws(FormatError) -> Bool {
    memmove(bytes, bytes + start, count - start)
    count -= start
    // A stream reads at least 4 bytes at once.
    if capacity - count < 4 {
      guard capacity + 4 <= limit else { return false }
      grow(to: min(capacity * 2, limit))
    }
    let room = capacity - count
    let got = try stream.read(into: UnsafeMutableRawBufferPointer(start: bytes + count, count: room))
    isAtEnd = got < room
    count += got
    memset(bytes + count, 0, Int(CK_PADDING))
    return true
  }

  private func grow(to larger: Int) {
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Int(CK_PADDING))
    memcpy(moved, bytes, count)
    bytes.deallocate()
    (bytes, capacity) = (moved, larger)
  }
}
