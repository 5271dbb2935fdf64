/// A token of Slack.
enum SlackToken: AnchoredDetector {
  static let entity = Entity.slackToken
  static let scores = Scores.always(0.95)
  static let pattern = "`xoxa-`, `xoxb-`, `xoxe-`, `xoxp-`, `xoxr-` or `xoxs-` and 10 or more letters, digits and `-`."
  static let anchor = Anchor.wordStart("x")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("xox", at: position), text.has("-", at: position + 4), text[position + 3].isAmong("abeprs")
    else {
      return nil
    }
    let end = text.end(of: .alphanumeric, or: "-", from: position + 5)
    return end - position >= 15 && !text.continuesWord(at: end) ? position..<end : nil
  }
}
