/// The pairs of a logfmt line: `key=value`, `key="quoted value"`, words without `=`. Its memory is used again for the next
/// line.
struct LogfmtPairs {
  struct Pair {
    let key: Range<Int>
    /// Of a quoted value the content, without the quotes.
    let value: Range<Int>
    let isEscaped: Bool
  }

  private(set) var pairs: [Pair] = []
  /// Words that belong to no pair.
  private(set) var words = 0

  /// - Parameter onlyWhole: whether to stop at the first word that belongs to no pair, since the line is no logfmt then.
  mutating func read(_ text: Text, onlyWhole: Bool = false) {
    pairs.removeAll(keepingCapacity: true)
    words = 0
    var position = 0
    while position < text.count {
      if text[position].isIn(.space) {
        position += 1
        continue
      }
      let key = position
      while position < text.count, !text[position].isIn(.space), text[position] != UInt8(ascii: "=") { position += 1 }
      guard position < text.count, text[position] == UInt8(ascii: "="), position > key else {
        words += 1
        if onlyWhole { return }
        while position < text.count, !text[position].isIn(.space) { position += 1 }
        continue
      }
      let keyRange = key..<position
      position += 1
      if text.has("\"", at: position), let end = Self.closingQuote(of: text, from: position + 1) {
        pairs.append(
          Pair(
            key: keyRange, value: (position + 1)..<end,
            isEscaped: text[(position + 1)..<end].contains(UInt8(ascii: "\\"))))
        position = end + 1
      } else {
        let start = position
        while position < text.count, !text[position].isIn(.space) { position += 1 }
        pairs.append(Pair(key: keyRange, value: start..<position, isEscaped: false))
      }
    }
  }

  /// Nothing but pairs, and more than one.
  var isWhole: Bool { words == 0 && pairs.count > 1 }

  private static func closingQuote(of text: Text, from start: Int) -> Int? {
    var position = start
    while position < text.count {
      if text[position] == UInt8(ascii: "\"") { return position }
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
