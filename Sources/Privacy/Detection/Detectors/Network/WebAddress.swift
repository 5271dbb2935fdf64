/// The address of a page.
enum WebAddress: BoundDetector {
  static let entity = Entity.url
  static let pattern = """
    `http://` or `https://` and what follows up to white space, a quote, `<` or `>`, without punctuation at its end. Names \
    of hosts alone are none.
    """
  static let context: [String] = []
  static let scores = Scores.always(0.9)
  static let anchors = "hH"

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    let scheme = text.end(of: .letter, from: position)
    guard text.has("://", at: scheme),
      ["http", "https"].contains(String(decoding: text[position..<scheme].map(\.lowercased), as: UTF8.self))
    else { return nil }
    var end = scheme + 3
    let limit = min(text.count, end + Text.runLimit)
    while end < limit, text[end] > 0x20, !text[end].isAmong("\"'<>\\`") { end += 1 }
    while end > scheme + 3, text[end - 1].isAmong(".,;:!?)]}") { end -= 1 }
    return end > scheme + 3 ? Sighting(range: position..<end) : nil
  }
}
