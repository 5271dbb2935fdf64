/// `LP(x)`: the length of `x` as 4 bytes, least significant first, then `x`. Joined so, no two lists of texts have the
/// same bytes, and nobody can move a border between them.
enum LengthPrefixed {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let count = UInt32(text.utf8.count)
    withUnsafeBytes(of: count.littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text.utf8)
  }

  static func joined(_ texts: String...) -> [UInt8] {
    texts.reduce(into: []) { append($1, to: &$0) }
  }

  static func joined(_ parts: [UInt8]...) -> [UInt8] {
    parts.reduce(into: []) { bytes, part in
      withUnsafeBytes(of: UInt32(part.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes += part
    }
  }
}
