/// A private key in PEM armour, over all its lines.
enum PEMPrivateKey: AnchoredDetector {
  static let entity = Entity.pemPrivateKey
  static let scores = Scores.always(0.95)
  static let pattern =
    "From `-----BEGIN ... PRIVATE KEY-----` to the end of the matching `-----END` line, or of the text."
  static let anchor = Anchor.anywhere("-")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard !text.has("-", at: position - 1), text.has("-----BEGIN ", at: position) else { return nil }
    let title = text.end(of: [.upper, .digit], or: " ", from: position + 11)
    guard title - position <= 80, text.has("-----", at: title),
      (position + 11..<title).contains(where: { text.has("PRIVATE KEY", at: $0) })
    else { return nil }
    var end = title + 5
    while end < text.count {
      if text.has("-----END ", at: end) {
        end = text.end(of: [.upper, .digit], or: " ", from: end + 9)
        return position..<min(text.count, text.has("-----", at: end) ? end + 5 : end)
      }
      end += 1
    }
    return position..<text.count
  }
}
