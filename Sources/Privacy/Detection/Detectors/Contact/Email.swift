/// An e-mail address.
enum Email: AnchoredDetector {
  static let entity = Entity.email
  static let scores = Scores.always(0.95)
  static let pattern = """
    A local part of letters, digits and `.` `_` `%` `+` `-` (no dot at its ends, none doubled), `@` or its escape in a URL \
    (`%40`) or in JSON (`\\u0040`), two or more domain labels of which the last is 2 to 24 letters or Punycode, and not the extension of an image or program file.
    """
  static let anchor = Anchor.anywhere("@%\\")

  /// `icon@2x.png` is a file.
  private static let fileExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "json", "ts", "html", "xml", "yaml", "yml", "txt", "py",
  ]

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard let domain = endOfSign(in: text, at: position) else { return nil }
    var start = text.start(of: [.alphanumeric, .underscore, .beyond], or: ".%+-", before: position, limit: 64)
    guard start < position, !text.has(".", at: position - 1) else { return nil }
    var dots = position - 1
    while dots > start, !(text.has(".", at: dots) && text.has(".", at: dots - 1)) { dots -= 1 }
    if dots > start { start = dots + 1 }
    while text.has(".", at: start) { start += 1 }
    guard start < position, URLCredentials.userInformation(in: text, before: position) == nil else { return nil }
    guard let end = endOfDomain(in: text, from: domain) else { return nil }
    return start..<end
  }

  /// Where the domain begins after an `@` or an escape of it at `position`.
  private static func endOfSign(in text: Text, at position: Int) -> Int? {
    if text.has("@", at: position) { return position + 1 }
    if text.has("%40", at: position) { return position + 3 }
    return text.has("\\u0040", at: position) ? position + 6 : nil
  }

  /// The end of the longest domain with a good last label.
  private static func endOfDomain(in text: Text, from start: Int) -> Int? {
    var end: Int?
    var label = start
    while true {
      let next = text.end(of: [.alphanumeric, .beyond], or: "-", from: label)
      guard (1...63).contains(next - label), !text.has("-", at: label) else { return end }
      if label > start, isLastLabel(in: text, label..<next), !text.has("_", at: next) { end = next }
      guard text.has(".", at: next), next - start < 254 else { return end }
      label = next + 1
    }
  }

  private static func isLastLabel(in text: Text, _ label: Range<Int>) -> Bool {
    if text.has("xn--", at: label.lowerBound) { return label.count > 4 }
    guard (2...24).contains(label.count) else { return false }
    guard text.end(of: [.letter, .beyond], from: label.lowerBound) == label.upperBound else { return false }
    return !fileExtensions.contains(String(decoding: text[label], as: UTF8.self).lowercased())
  }
}
