/// The words before a number on its line, as far back as context reaches.
enum ContextWindow {
  /// Bytes that are looked at: six words of ten letters and a long phrase before them.
  private static let limit = 160

  /// Lends the words, normalized, on the stack: many numbers ask for them, and few find what they look for.
  static func withWords<Result>(
    in text: Text, before position: Int, _ body: (Text) -> Result
  ) -> Result {
    var start = position
    let lowest = max(0, position - limit)
    while start > lowest, !text[start - 1].isAmong("\n\r"), !isLineEnd(text, before: start) { start -= 1 }
    // A word that the limit cut is not one.
    if start == lowest, start > 0 { while start < position, text.has(.word, at: start) { start += 1 } }
    let window = Text(rebasing: text[start..<position])
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NormalizedWords.capacity(for: window.count)) {
      words in
      let count = NormalizedWords.write(window, to: words)
      return body(Text(rebasing: words[..<count]))
    }
  }

  /// The end of a line inside a JSON string.
  private static func isLineEnd(_ text: Text, before position: Int) -> Bool {
    text[position - 1].isAmong("nr") && text.isEscape(at: position - 1)
  }
}
