/// A secret key of Amazon Web Services, known by the name before it.
enum AWSSecret: AnchoredDetector {
  static let entity = Entity.awsSecret
  static let scores = Scores.always(0.95)
  static let pattern = """
    After a name with `aws_secret`, `awssecret` or `SecretAccessKey` and up to 6 of quotes, spaces, `:` and `=`, exactly \
    40 characters of base64 that look random.
    """
  static let anchor = Anchor.anywhere(":=")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard let name = KeyName(in: text, before: position, endingIn: "yt"),
      name.contains("awssecret") || name.contains("secretaccesskey")
    else { return nil }
    let start = text.end(of: [], or: "\"' :=", from: position)
    let end = text.end(of: .alphanumeric, or: "/+", from: start)
    guard start - position <= 6, end - start == 40, !text.continuesWord(at: end),
      Entropy.bits(of: text[start..<end]) >= 4
    else { return nil }
    return start..<end
  }
}
