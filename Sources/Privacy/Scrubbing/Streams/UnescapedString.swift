/// The content of a JSON string (or of a quoted logfmt value) without its escapes, and where each byte of it stood. Its
/// memory is used again for the next one.
struct UnescapedString {
  private(set) var bytes: [UInt8] = []
  /// For each byte the offset where what it comes from begins, and last the end.
  private(set) var offsets: [Int] = []

  /// - Parameter range: the content, without the quotes. What is no escape after a backslash stands for itself.
  mutating func read(_ text: Text, _ range: Range<Int>) {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    var position = range.lowerBound
    while position < range.upperBound {
      let start = position
      guard text[position] == UInt8(ascii: "\\"), position + 1 < range.upperBound else {
        append(text[position], from: start)
        position += 1
        continue
      }
      position += 2
      switch text[position - 1] {
      case UInt8(ascii: "n"): append(0x0A, from: start)
      case UInt8(ascii: "r"): append(0x0D, from: start)
      case UInt8(ascii: "t"): append(0x09, from: start)
      case UInt8(ascii: "b"): append(0x08, from: start)
      case UInt8(ascii: "f"): append(0x0C, from: start)
      case UInt8(ascii: "u"):
        guard let unit = Self.unit(text, at: position, before: range.upperBound) else {
          append(UInt8(ascii: "u"), from: start)
          continue
        }
        position += 4
        var scalar = Unicode.Scalar(unit)
        if 0xD800...0xDBFF ~= unit, text.has("\\u", at: position),
          let low = Self.unit(text, at: position + 2, before: range.upperBound), 0xDC00...0xDFFF ~= low
        {
          scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
          position += 6
        }
        for byte in (scalar ?? "\u{FFFD}").utf8 { append(byte, from: start) }
      case let other: append(other, from: start)
      }
    }
    offsets.append(range.upperBound)
  }

  private mutating func append(_ byte: UInt8, from offset: Int) {
    bytes.append(byte)
    offsets.append(offset)
  }

  /// Four hexadecimal digits.
  private static func unit(_ text: Text, at position: Int, before end: Int) -> UInt32? {
    guard position + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for byte in text[position..<(position + 4)] {
      guard byte.isIn(.hexadecimal) else { return nil }
      unit = unit << 4 | UInt32(byte.isDigit ? byte &- 0x30 : (byte | 0x20) &- 0x57)
    }
    return unit
  }

  /// Where a piece of the bytes stood; of a character that came from one escape the whole.
  func source(of range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    // The bytes of one escape begin at one offset: the piece reaches to the next.
    while end < bytes.count, offsets[end] == offsets[end - 1] { end += 1 }
    return offsets[range.lowerBound]..<offsets[end]
  }
}
