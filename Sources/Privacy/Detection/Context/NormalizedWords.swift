/// Text as context is compared: letters in small, one space between words and at both ends. `taxId`, `tax_id`, `TAX-ID:`
/// and `"tax id"` are the same words.
enum NormalizedWords {
  static func of(_ text: String) -> [UInt8] {
    var copy = text
    return copy.withUTF8 { of($0) }
  }

  /// Labels of redaction are left out: what was found before is no context for what comes after.
  static func of(_ text: Text) -> [UInt8] {
    var words: [UInt8] = [space]
    words.reserveCapacity(text.count + 8)
    var position = 0
    while position < text.count {
      let byte = text[position]
      if Label.begins(in: text, at: position) {
        position = text.end(of: [.upper, .digit, .underscore], from: position + 1) + 1
        appendSpace(&words)
        continue
      }
      switch byte {
      case _ where byte.isIn(.upper):
        // `taxId`: a capital after a small letter begins a word.
        if text.has(.lower, at: position - 1) { appendSpace(&words) }
        words.append(byte + 32)
      case _ where byte.isIn(.alphanumeric) && !text.isEscape(at: position): words.append(byte)
      case 0xC2, 0xE2:  // Punctuation beyond ASCII: no-break space, quotes, dashes; `º` and `ª` with it.
        appendSpace(&words)
        position += byte == 0xC2 ? 1 : 2
      case 0xC3...0xC5 where position + 1 < text.count:
        let pair = small(byte, text[position + 1])
        words.append(pair.0)
        words.append(pair.1)
        position += 1
      case 0x80...: words.append(byte)
      default: appendSpace(&words)
      }
      position += 1
    }
    appendSpace(&words)
    return words
  }

  static let space = UInt8(ascii: " ")

  private static func appendSpace(_ words: inout [UInt8]) {
    if words.last != space { words.append(space) }
  }

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
