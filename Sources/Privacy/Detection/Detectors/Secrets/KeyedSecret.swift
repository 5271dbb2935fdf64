/// A secret known by the name before it.
enum KeyedSecret: AnchoredDetector {
  static let entity = Entity.keyedSecret
  static let scores = Scores.always(0.7)
  static let pattern = """
    After a name that ends in `password`, `passwd`, `pwd`, `secret`, `api_key` or `token`, and `:` or `=`: 6 or more \
    characters up to white space, a quote, `,` or `;`, or within quotes up to their end. Not `true`, `null`, stars, placeholders, labels or tokens of ours, \
    nor a plain word after a colon and a space.
    """
  static let anchor = Anchor.anywhere(":=")

  static let names: [StaticString] = ["password", "passwd", "pwd", "secret", "apikey", "token"]
  private static let harmless: Set<String> = ["undefined", "required", "optional", "redacted", "missing", "changeme"]

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard let name = KeyName(in: text, before: position, endingIn: "dtyn"), name.ends(with: names) else { return nil }
    var start = position + 1
    let isSpaced = text.has(.space, at: start)
    if isSpaced { start += 1 }
    if text.has("\\", at: start) { start += 1 }
    let isQuoted = text.has("\"", at: start) || text.has("'", at: start)
    if isQuoted { start += 1 }
    if isQuoted, let end = endOfQuoted(in: text, from: start), end - start >= 6 {
      return isHarmless(text, start..<end, isProse: false) ? nil : start..<end
    }
    let isQuery = text.has("?", at: name.start - 1) || text.has("&", at: name.start - 1)
    var end = start
    let limit = min(text.count, start + Text.runLimit)
    while end < limit, !text[end].isIn(.space), !text[end].isAmong("\"',;\\"),
      !(isQuery && text[end].isAmong("&#"))
    { end += 1 }
    while end > start, text[end - 1].isAmong(")}>") { end -= 1 }
    guard end - start >= 6, !isHarmless(text, start..<end, isProse: isSpaced && !isQuoted) else { return nil }
    return start..<end
  }

  /// The end of the line's text in quotes that begins at `start`, if it holds white space: a passphrase.
  private static func endOfQuoted(in text: Text, from start: Int) -> Int? {
    let quote = text[start - 1]
    let limit = min(text.count, start + 256)
    var hasSpace = false
    for position in start..<max(start, limit) {
      let byte = text[position]
      if byte == quote || byte == UInt8(ascii: "\\") { return hasSpace ? position : nil }
      if byte == UInt8(ascii: "\n") { return nil }
      if byte.isIn(.space) { hasSpace = true }
    }
    return nil
  }

  private static func isHarmless(_ text: Text, _ value: Range<Int>, isProse: Bool) -> Bool {
    if Label.begins(in: text, at: value.lowerBound) || text.has("//", at: value.lowerBound) { return true }
    if text.has("${", at: value.lowerBound) || text.has("<", at: value.lowerBound) { return true }
    if text[value].allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
    let isWord = text.end(of: .letter, from: value.lowerBound) == value.upperBound
    return isWord && (isProse || harmless.contains(String(decoding: text[value], as: UTF8.self).lowercased()))
  }
}
