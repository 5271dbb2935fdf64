/// A key of OpenAI, Anthropic and others who took over the form.
enum LanguageModelKey: AnchoredDetector {
  static let entity = Entity.languageModelKey
  static let scores = Scores.always(0.95)
  static let pattern = """
    `sk-`, perhaps `proj-` or `ant-`, and 20 or more letters, digits, `_` and `-`, with a digit and a capital letter \
    among them or 40 long: `sk-` also begins names of words joined by hyphens.
    """
  static let anchor = Anchor.wordStart("s")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("sk-", at: position) else { return nil }
    let start = position + 3 + (text.has("proj-", at: position + 3) ? 5 : text.has("ant-", at: position + 3) ? 4 : 0)
    let end = text.end(of: [.alphanumeric, .underscore], or: "-", from: start)
    let key = text[start..<end]
    guard key.count >= 20, key.contains(where: \.isDigit), key.count >= 40 || key.contains(where: { $0.isIn(.upper) })
    else { return nil }
    return position..<end
  }
}
