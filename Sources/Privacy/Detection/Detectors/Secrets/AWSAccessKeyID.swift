/// The id of an access key of Amazon Web Services.
enum AWSAccessKeyID: AnchoredDetector {
  static let entity = Entity.awsAccessKeyID
  static let scores = Scores.always(0.95)
  static let pattern =
    "`AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 of A-Z 2-7 that look random; not the documented `...EXAMPLE`."
  static let anchor = Anchor.wordStart("A")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let end = position + 20
    guard end <= text.count, !text.continuesWord(at: end),
      text.has("AKIA", at: position) || text.has("ASIA", at: position) || text.has("ABIA", at: position)
        || text.has("ACCA", at: position)
    else { return nil }
    for byte in text[(position + 4)..<end]
    where !byte.isIn(.upper) && !(UInt8(ascii: "2")...UInt8(ascii: "7")).contains(byte) { return nil }
    guard !text.has("EXAMPLE", at: end - 7), Entropy.bits(of: text[(position + 4)..<end]) >= 2.5 else { return nil }
    return position..<end
  }
}
