/// Text as context is compared: letters in small, one space between words and at both ends. `taxId`, `tax_id`, `TAX-ID:`
/// and `"tax id"` are the same words.
enum NormalizedWords {
  static func of(_ text: String) -> [UInt8] {
    var copy = text
    return copy.withUTF8 { of($0) }
  }

  static func of(_ text: Text) -> [UInt8] {
    Array(unsafeUninitializedCapacity: capacity(for: text.count)) { words, count in count = write(text, to: words) }
  }

  /// Bytes that the words of as many bytes may take: before each of them a space, and one at both ends.
  static func capacity(for count: Int) -> Int { 2 * count + 2 }

  /// Writes the words of `text` to `words`, which has the capacity for them; returns how many bytes they take. Labels of
  /// redaction are left out: what was found before is no context for what comes after.
  static func write(_ text: Text, to words: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    func append(_ byte: UInt8) {
      words[count] = byte
      count += 1
    }
    func appendSpace() { if count == 0 || words[count - 1] != space { append(space) } }
    appendSpace()
    var position = 0
    while position < text.count {
      let byte = text[position]
      if Label.begins(in: text, at: position) {
        position = text.end(of: [.upper, .digit, .underscore], from: position + 1) + 1
        appendSpace()
        continue
      }
      switch byte {
      case _ where byte.isIn(.upper):
        // `taxId`: a capital after a small letter begins a word.
        if text.has(.lower, at: position - 1) { appendSpace() }
        append(byte + 32)
      case _ where byte.isIn(.alphanumeric) && !text.isEscape(at: position): append(byte)
      case 0xC2, 0xE2:  // Punctuation beyond ASCII: no-break space, quotes, dashes; `º` and `ª` with it.
        appendSpace()
        position += byte == 0xC2 ? 1 : 2
      case 0xC3...0xC5 where position + 1 < text.count:
        let pair = small(byte, text[position + 1])
        append(pair.0)
        append(pair.1)
        position += 1
      case 0x80...: append(byte)
      default: appendSpace()
      }
      position += 1
    }
    appendSpace()
    return count
  }

  static let space = UInt8(ascii: " ")

  /// The small letter for a capital of Latin-1 or Latin Extended-A in UTF-8, where small letters follow their capitals by
  /// 32 or by 1.
  private static func small(_ lead: UInt8, _ next: UInt8) -> (UInt8, UInt8) {
    switch (lead, next) {
    case (0xC3, 0x80...0x9E) where next != 0x97: return (lead, next + 32)
    // U+0139 to U+0148 and U+0179 to U+017E have their capitals at odd places.
    case (0xC4, 0xB9...0xBF), (0xC5, 0x80...0x88), (0xC5, 0xB9...0xBE):
      guard next % 2 == 1 else { return (lead, next) }
      return next == 0xBF ? (lead + 1, 0x80) : (lead, next + 1)
    case (0xC4, 0x80...0xB7), (0xC5, 0x8A...0xB7): return (lead, next % 2 == 0 ? next + 1 : next)
    default: return (lead, next)
    }
  }
}
