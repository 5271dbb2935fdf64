/// A JSON Web Token (RFC 7519).
enum JSONWebToken: AnchoredDetector {
  static let entity = Entity.jsonWebToken
  static let scores = Scores.always(0.95)
  static let pattern = "Three parts in base64url joined by dots, of which the first is a JSON header with `alg`."
  static let anchor = Anchor.wordStart("e")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("eyJ", at: position) else { return nil }
    let header = text.end(of: [.alphanumeric, .underscore], or: "-", from: position)
    guard header - position >= 13, header - position <= 4096, text.has(".eyJ", at: header) else { return nil }
    let payload = text.end(of: [.alphanumeric, .underscore], or: "-", from: header + 1)
    guard payload - header >= 14, text.has(".", at: payload) else { return nil }
    let decoded = Base64.decode(String(decoding: text[position..<header], as: UTF8.self))
    guard let decoded, String(decoding: decoded, as: UTF8.self).contains("\"alg\"") else { return nil }
    return position..<text.end(of: [.alphanumeric, .underscore], or: "-", from: payload + 1)
  }
}
