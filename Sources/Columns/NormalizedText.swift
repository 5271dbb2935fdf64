/// UTF-8 text in Unicode Normalization Form C.
package enum NormalizedText {
  /// Appends the text, normalised and without white space at its ends; `false` if the bytes are not UTF-8.
  package static func appendTrimmed(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
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
    append(String(scalars), to: &bytes)
    return true
  }

  /// Appends the text in Normalization Form C.
  ///
  /// The standard library's own normaliser is used, the one that `String` compares with: it is public but underscored,
  /// and this is its only use. The alternative is Foundation, which is left out for its 44 MB of data.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text._nfcCodeUnits)
  }

  /// Whether all bytes are ASCII, which is its own normal form.
  package static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var bits: UInt8 = 0
    for byte in text { bits |= byte }
    return bits < 0x80
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
