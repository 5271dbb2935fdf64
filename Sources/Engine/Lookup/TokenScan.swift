import Formats

/// Looks for tokens in a file of ours: which of those that are wanted stand in it, and in which records.
///
/// Tokens hold no character that a format escapes, so they stand in CSV, JSON Lines and states as they are. A record ends
/// at a line end outside quotes, as our writers write it.
struct TokenScan {
  /// A record that holds a wanted token.
  struct Record {
    let bytes: ArraySlice<UInt8>
    /// All tokens in it.
    let tokens: [String]
  }

  private let wanted: Set<String>

  init(_ wanted: some Sequence<String>) { self.wanted = Set(wanted) }

  /// Hands over the first record, which may be a header, and every record with a wanted token.
  ///
  /// - Throws: what reading a file can.
  func scan(
    _ path: String, header: (ArraySlice<UInt8>) -> Void = { _ in }, found: (Record) -> Void
  ) throws(FormatError) {
    let source = try ByteSource(path: path)
    var rest: [UInt8] = []
    var isFirst = true
    for start in stride(from: 0, to: max(source.count, 1), by: Self.block) {
      let end = min(start + Self.block, source.count)
      var bytes = rest
      if start < end {
        try source.read(start..<end).withUnsafeBytes {
          bytes.append(contentsOf: UnsafeBufferPointer(start: $0, count: end - start))
        }
      }
      var record = bytes.startIndex
      for recordEnd in Self.recordEnds(bytes, isLast: end == source.count) {
        let slice = bytes[record..<recordEnd]
        if isFirst { header(slice) }
        isFirst = false
        look(at: slice, found)
        record = recordEnd
      }
      rest = Array(bytes[record...])
    }
  }

  private static let block = 4 << 20

  /// Where records end; without the last one, unless nothing follows.
  private static func recordEnds(_ bytes: [UInt8], isLast: Bool) -> [Int] {
    var ends: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      var isQuoted = false
      for index in 0..<bytes.count {
        if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if bytes[index] == UInt8(ascii: "\n"), !isQuoted { ends.append(index + 1) }
      }
    }
    if isLast, ends.last != bytes.count, !bytes.isEmpty { ends.append(bytes.count) }
    return ends
  }

  private func look(at record: ArraySlice<UInt8>, _ found: (Record) -> Void) {
    var tokens: [String] = []
    record.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + 4 < bytes.count {
        guard bytes[index] == UInt8(ascii: "p"), bytes[index + 1] == UInt8(ascii: "t"),
          bytes[index + 2] == UInt8(ascii: "1"), bytes[index + 3] == UInt8(ascii: "_")
        else {
          index += 1
          continue
        }
        var end = index + 4
        while end < bytes.count, Self.isTokenByte(bytes[end]) { end += 1 }
        tokens.append(String(decoding: bytes[index..<end], as: UTF8.self))
        index = end
      }
    }
    if tokens.contains(where: wanted.contains) { found(Record(bytes: record, tokens: tokens)) }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
