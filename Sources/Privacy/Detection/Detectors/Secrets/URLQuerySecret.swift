/// A secret in the query of a URL.
enum URLQuerySecret: AnchoredDetector {
  static let entity = Entity.urlQuerySecret
  static let scores = Scores.always(0.8)
  static let pattern = """
    The value of a parameter in the query of a URL that is named like a credential, such as `access_token` or `sig`.
    """
  static let anchor = Anchor.anywhere("=")

  private static let names: [StaticString] = [
    "access_token", "token", "api_key", "apikey", "sig", "signature", "password", "passwd", "secret", "code", "session",
  ]

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let start = text.start(of: .letter, or: "_", before: position, limit: 16)
    guard start < position, text.has("?", at: start - 1) || text.has("&", at: start - 1),
      names.contains(where: { isName($0, text, start..<position) })
    else { return nil }
    var end = position + 1
    let limit = min(text.count, end + Text.runLimit)
    while end < limit, !text[end].isIn(.space), !text[end].isAmong("&#\"'<>") { end += 1 }
    guard end > position + 1, !Label.isLabel(in: text, position + 1..<end) else { return nil }
    return position + 1..<end
  }

  private static func isName(_ name: StaticString, _ text: Text, _ range: Range<Int>) -> Bool {
    guard name.utf8CodeUnitCount == range.count else { return false }
    for offset in 0..<range.count where text[range.lowerBound + offset].lowercased != name.utf8Start[offset] {
      return false
    }
    return true
  }
}
