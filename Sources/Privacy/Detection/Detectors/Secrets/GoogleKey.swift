/// An API key of Google.
enum GoogleKey: AnchoredDetector {
  static let entity = Entity.googleKey
  static let scores = Scores.always(0.95)
  static let pattern = "`AIza` and 35 letters, digits, `_` and `-`."
  static let anchor = Anchor.wordStart("A")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("AIza", at: position) else { return nil }
    let end = text.end(of: [.alphanumeric, .underscore], or: "-", from: position + 4)
    return end - position == 39 ? position..<end : nil
  }
}
