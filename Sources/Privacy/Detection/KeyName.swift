/// The name that stands before a `:` or `=`, in small letters without `_` and `-`: `"API_Key" :` is `apikey`.
struct KeyName {
  let text: String
  /// Where the name begins.
  let start: Int

  /// `nil` if no name ends there, or one whose last letter is not among `lasts` (small letters), which is cheap to see.
  init?(in text: Text, before position: Int, endingIn lasts: StaticString) {
    var end = position
    if text.has(.space, at: end - 1) { end -= 1 }
    if text.has("\"", at: end - 1) || text.has("'", at: end - 1) { end -= 1 }
    // A quote that is itself escaped, inside a JSON string.
    if text.has("\\", at: end - 1) { end -= 1 }
    guard end > 0, lasts.contains(text[end - 1].lowercased) else { return nil }
    start = text.start(of: [.alphanumeric, .underscore], or: "-", before: end, limit: 48)
    guard start < end else { return nil }
    self.text = String(
      decoding: text[start..<end].lazy.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
        .map(\.lowercased), as: UTF8.self)
  }

  func contains(_ word: String) -> Bool { text.contains(word) }

  func ends(with words: [String]) -> Bool { words.contains { text.hasSuffix($0) } }
}
