/// The credential of an HTTP `Authorization` header.
enum AuthorizationHeader: AnchoredDetector {
  static let entity = Entity.authorization
  static let scores = Scores.always(0.8)
  static let pattern =
    "After `Authorization`, `:` or `=` and `Bearer`, `Basic` or `Token`, 8 or more characters of a credential."
  static let anchor = Anchor.anywhere(":=")

  static let names: [StaticString] = ["authorization"]

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard let name = KeyName(in: text, before: position, endingIn: "n"), name.ends(with: names) else {
      return nil
    }
    let scheme = text.end(of: .space, or: "\"'\\", from: position + 1)
    let end = text.end(of: .letter, from: scheme)
    guard scheme - position <= 5, (5...6).contains(end - scheme), text.has(" ", at: end),
      ["bearer", "basic", "token"].contains(String(decoding: text[scheme..<end], as: UTF8.self).lowercased())
    else { return nil }
    let start = end + 1
    let last = text.end(of: [.alphanumeric, .underscore], or: ".~+/=-", from: start)
    return last - start >= 8 ? start..<last : nil
  }
}
