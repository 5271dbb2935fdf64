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
    guard namesAlgorithm(text[position..<header]) else { return nil }
    return position..<text.end(of: [.alphanumeric, .underscore], or: "-", from: payload + 1)
  }

  /// Whether base64url, without padding and complete, says `"alg"`; without decoding it to anywhere.
  static func namesAlgorithm(_ header: Slice<Text>) -> Bool {
    var bits: UInt32 = 0
    // Of `bits`, those that no byte has taken yet.
    var width: UInt32 = 0
    var last: UInt64 = 0
    var isFound = false
    for character in header {
      bits = bits << 6 | sextet(character)
      width += 6
      guard width >= 8 else { continue }
      width -= 8
      last = (last << 8 | UInt64(bits >> width & 0xFF)) & 0xFF_FFFF_FFFF
      if last == 0x22_616C_6722 { isFound = true }
    }
    return isFound && width < 6 && bits & (1 << width - 1) == 0
  }

  /// Of a letter, a digit, `-` or `_`.
  private static func sextet(_ character: UInt8) -> UInt32 {
    switch character {
    case _ where character.isIn(.upper): UInt32(character) - 0x41
    case _ where character.isIn(.lower): UInt32(character) - 0x61 + 26
    case _ where character.isDigit: UInt32(character) - 0x30 + 52
    case UInt8(ascii: "-"): 62
    default: 63
    }
  }
}
