/// The name that stands before a `:` or `=`, read in small letters without `_` and `-`: `"API_Key" :` is `apikey`.
///
/// A view of the text: most names that are looked at are nobody's secret, and making strings of them took longer than
/// all else.
struct KeyName {
  private let text: Text
  /// Where the name begins.
  let start: Int
  private let end: Int

  /// `nil` if no name ends there, or one whose last letter is not among `lasts` (small letters), which is cheap to see.
  init?(in text: Text, before position: Int, endingIn lasts: StaticString) {
    var end = position
    if text.has(.space, at: end - 1) { end -= 1 }
    if text.has("\"", at: end - 1) || text.has("'", at: end - 1) { end -= 1 }
    // A quote that is itself escaped, inside a JSON string.
    if text.has("\\", at: end - 1) { end -= 1 }
    guard end > 0, lasts.contains(text[end - 1].lowercased) else { return nil }
    let start = text.start(of: [.alphanumeric, .underscore], or: "-", before: end, limit: 48)
    guard start < end else { return nil }
    self.text = text
    self.start = start
    self.end = end
  }

  func contains(_ word: StaticString) -> Bool { (start..<end).contains { ends(with: word, before: $0 + 1) } }

  func ends(with words: [StaticString]) -> Bool { words.contains { ends(with: $0, before: end) } }

  /// Whether the name up to `end` ends with `word`, letter by letter from the last one.
  private func ends(with word: StaticString, before end: Int) -> Bool {
    var position = end
    var remaining = word.utf8CodeUnitCount
    while remaining > 0 {
      position -= 1
      while position >= start, text[position] == UInt8(ascii: "_") || text[position] == UInt8(ascii: "-") {
        position -= 1
      }
      remaining -= 1
      guard position >= start, text[position].lowercased == word.utf8Start[remaining] else { return false }
    }
    return true
  }
}
