/// A token of GitHub.
enum GitHubToken: AnchoredDetector {
  static let entity = Entity.gitHubToken
  static let scores = Scores.always(0.95)
  static let pattern =
    "`ghp_`, `gho_`, `ghu_`, `ghs_` or `ghr_` and 36 or more letters and digits; or `github_pat_` and 22 or more."
  static let anchor = Anchor.wordStart("g")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    if text.has("github_pat_", at: position) {
      let end = text.end(of: [.alphanumeric, .underscore], from: position + 11)
      return end - position >= 33 && !text.continuesWord(at: end) ? position..<end : nil
    }
    guard text.has("gh", at: position), text.has("_", at: position + 3), text[position + 2].isAmong("pousr")
    else {
      return nil
    }
    let end = text.end(of: .alphanumeric, from: position + 4)
    return end - position >= 40 && !text.continuesWord(at: end) ? position..<end : nil
  }
}
