/// The user name and password inside a URL.
enum URLCredentials: AnchoredDetector {
  static let entity = Entity.urlCredentials
  static let scores = Scores.always(0.8)
  static let pattern = "After `scheme://`, a name, `:` and a password up to `@`; the host stays."
  static let anchor = Anchor.anywhere("@")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard position + 1 < text.count, !text.has(.space, at: position + 1) else { return nil }
    return userInformation(in: text, before: position)
  }

  /// `name:password` that ends before the `@` at `position`.
  static func userInformation(in text: Text, before position: Int) -> Range<Int>? {
    var start = position
    let lowest = max(0, position - 512)
    var hasColon = false
    while start > lowest {
      let byte = text[start - 1]
      if byte == UInt8(ascii: "/") { break }
      if byte.isIn(.space) || byte.isAmong("\"'<>") { return nil }
      if byte == UInt8(ascii: ":") { hasColon = true }
      start -= 1
    }
    guard hasColon, text.has("://", at: start - 3), text.has(.alphanumeric, at: start - 4),
      !text.has(":", at: start), start < position
    else { return nil }
    return start..<position
  }
}
