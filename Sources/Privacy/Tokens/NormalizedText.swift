/// UTF-8 text in Unicode Normalization Form C, without white space at its ends.
enum NormalizedText {
  /// Appends the normalised text; `false` if the bytes are not UTF-8.
  ///
  /// ASCII is its own normal form and takes a fast path. For the rest the standard library's own normaliser is used,
  /// the one that `String` compares with: it is public but underscored, and this is its only use. The alternative is
  /// Foundation, which this target leaves out for its 44 MB of data.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    if isASCII(text) {
      var start = 0
      var end = text.count
      while start < end, isSpace(text[start]) { start += 1 }
      while end > start, isSpace(text[end - 1]) { end -= 1 }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
      return true
    }
    guard let string = String(validating: text, as: UTF8.self) else { return false }
    var scalars = string.unicodeScalars[...]
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    bytes.append(contentsOf: String(scalars)._nfcCodeUnits)
    return true
  }

  private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var bits: UInt8 = 0
    for byte in text { bits |= byte }
    return bits < 0x80
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
