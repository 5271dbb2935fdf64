/// A phone number with its country code.
enum Phone: AnchoredDetector {
  static let entity = Entity.phone
  static let scores = Scores.always(0.85)
  static let pattern = """
    `+` or `00`, an assigned country calling code and as many digits as its plan has, with single or double separators \
    of space, `(`, `)`, `.` and `-` between them.
    """
  static let anchor = Anchor.anywhere("+0")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    var cursor = position
    if text.has("+", at: position) {
      guard !text.continuesWord(at: position - 1), !text.has("+", at: position - 1) else { return nil }
      cursor += 1
    } else {
      guard text.has("0", at: position + 1), !text.continuesWord(at: position - 1),
        !"+.-:,".utf8.contains(position > 0 ? text[position - 1] : 0)
      else { return nil }
      cursor += 2
    }
    guard text.has(.digit, at: cursor), text[cursor] != UInt8(ascii: "0") else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 15) { digits in
      var count = 0
      // Numbers may end wherever a group does; the longest good one wins.
      var best: Int?
      while count < 15, text.has(.digit, at: cursor) {
        digits[count] = text[cursor]
        count += 1
        cursor += 1
        if text.has(.digit, at: cursor) { continue }
        if !text.continuesWord(at: cursor), CallingCode.isNumber(UnsafeMutableBufferPointer(rebasing: digits[..<count]))
        {
          best = cursor
        }
        if text.has("(0)", at: cursor) || text.has("(0)", at: cursor + 1) {
          cursor += text.has("(0)", at: cursor) ? 3 : 4
        }
        let next = text.end(of: [], or: " ().-", from: cursor)
        guard next - cursor <= 2 else { break }
        cursor = next
      }
      return best.map { position..<$0 }
    }
  }
}
