import Glibc

/// Finds status and body in the bytes of an answer of HTTP/1.1 (RFC 9112), all of which have arrived.
///
/// Strict where laxness is an attack: the body must have a length or be in chunks, and be there in full; both at once, or
/// a length twice, is refused. Bodies in chunks are put together in place.
struct HTTPResponse {
  let status: Int
  let body: Range<Int>

  /// More would be no answer to a question of ours.
  static let sizeLimit = 1 << 18

  init(parsing bytes: UnsafeMutableRawBufferPointer) throws(ConnectionError) {
    guard let end = Self.endOfHead(of: UnsafeRawBufferPointer(bytes)) else {
      throw .malformed(problem: "it ends too early")
    }
    var lines = Lines(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    guard let first = lines.next(), let status = Self.status(first) else {
      throw .malformed(problem: "it is no answer of HTTP")
    }
    self.status = status
    var length: Int?
    var isChunked = false
    while let line = lines.next(), !line.isEmpty {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        throw .malformed(problem: "a header is no header")
      }
      let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...])
      if Self.equals(line[..<colon], "content-length") {
        guard length == nil, let number = Self.number(value, radix: 10) else {
          throw .malformed(problem: "its length is not clear")
        }
        length = number
      } else if Self.equals(line[..<colon], "transfer-encoding") {
        guard Self.equals(Self.trimmed(value)[...], "chunked"), !isChunked else {
          throw .malformed(problem: "its encoding is unknown")
        }
        isChunked = true
      }
    }
    switch (length, isChunked) {
    case (let length?, false):
      guard length <= bytes.count - end else { throw .malformed(problem: "it ends too early") }
      body = end..<(end + length)
    case (nil, true): body = try end..<Self.joinChunks(of: bytes, from: end)
    default: throw .malformed(problem: "its length is not clear")
    }
  }

  /// Whether the answer is there in full, so that nobody has to wait for the server to hang up.
  static func isComplete(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let end = endOfHead(of: bytes) else { return false }
    var lines = Lines(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    while let line = lines.next() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), equals(line[..<colon], "content-length") else {
        continue
      }
      let value = UnsafeRawBufferPointer(rebasing: line[(colon + 1)...])
      return number(value, radix: 10).map { $0 <= bytes.count - end } ?? false
    }
    return false
  }

  /// After the empty line.
  private static func endOfHead(of bytes: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    while position < bytes.count,
      let found = memchr(bytes.baseAddress! + position, Int32(UInt8(ascii: "\n")), bytes.count - position)
    {
      let end = UnsafeRawPointer(found) - bytes.baseAddress!
      if end >= 3, bytes[end - 1] == 0x0D, bytes[end - 2] == 0x0A, bytes[end - 3] == 0x0D { return end + 1 }
      position = end + 1
    }
    return nil
  }

  /// `HTTP/1.1 200 …`
  private static func status(_ line: UnsafeRawBufferPointer) -> Int? {
    let prefix = Array("HTTP/1.".utf8)
    guard line.count >= 12, line.starts(with: prefix), line[8] == 0x20 else { return nil }
    return number(UnsafeRawBufferPointer(rebasing: line[9..<12]), radix: 10).flatMap { $0 >= 100 ? $0 : nil }
  }

  /// Moves the chunks together, right behind the head; where they end.
  private static func joinChunks(of bytes: UnsafeMutableRawBufferPointer, from start: Int) throws(ConnectionError)
    -> Int
  {
    var reader = start
    var end = start
    while true {
      guard let lineEnd = bytes[reader...].firstIndex(of: UInt8(ascii: "\n")), lineEnd > reader,
        bytes[lineEnd - 1] == UInt8(ascii: "\r")
      else { throw .malformed(problem: "it ends too early") }
      let line = bytes[reader..<(lineEnd - 1)]
      let size = line.prefix { $0 != UInt8(ascii: ";") }
      guard let count = number(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[size.indices]), radix: 16)
      else { throw .malformed(problem: "a chunk has no size") }
      reader = lineEnd + 1
      if count == 0 { return end }
      guard count <= bytes.count - reader - 2, bytes[reader + count] == 0x0D, bytes[reader + count + 1] == 0x0A else {
        throw .malformed(problem: "it ends too early")
      }
      memmove(bytes.baseAddress! + end, bytes.baseAddress! + reader, count)
      end += count
      reader += count + 2
    }
  }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var slice = bytes[...]
    while let first = slice.first, first == 0x20 || first == 0x09 { slice = slice.dropFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice = slice.dropLast() }
    return UnsafeRawBufferPointer(rebasing: slice)
  }

  /// Small enough not to overflow.
  private static func number(_ bytes: UnsafeRawBufferPointer, radix: Int) -> Int? {
    let digits = trimmed(bytes)
    guard (1...8).contains(digits.count) else { return nil }
    var number = 0
    for byte in digits {
      let digit: Int
      switch byte {
      case 0x30...0x39: digit = Int(byte) - 0x30
      case 0x41...0x46 where radix == 16: digit = Int(byte) - 0x41 + 10
      case 0x61...0x66 where radix == 16: digit = Int(byte) - 0x61 + 10
      default: return nil
      }
      number = number * radix + digit
    }
    return number
  }

  /// Without regard to case; `name` is in small letters.
  private static func equals(_ bytes: Slice<UnsafeRawBufferPointer>, _ name: String) -> Bool {
    bytes.count == name.utf8.count
      && zip(bytes, name.utf8).allSatisfy { byte, letter in
        (0x41...0x5A).contains(byte) ? byte | 0x20 == letter : byte == letter
      }
  }

  /// The lines of a head, without their ends.
  private struct Lines {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func next() -> UnsafeRawBufferPointer? {
      guard position < bytes.count else { return nil }
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var line = bytes[position..<end]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      position = end + 1
      return UnsafeRawBufferPointer(rebasing: line)
    }
  }
}
