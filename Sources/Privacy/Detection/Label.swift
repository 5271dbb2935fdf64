/// The labels that redaction leaves, which no detector takes for a secret.
enum Label {
  private static let all = Set(Entity.allCases.map(\.label))

  static func isLabel(in text: Text, _ range: Range<Int>) -> Bool {
    guard text.has("[", at: range.lowerBound) else { return false }
    return all.contains(String(decoding: text[range], as: UTF8.self))
  }

  /// Whether the text from `position` begins with a label.
  static func begins(in text: Text, at position: Int) -> Bool {
    guard text.has("[", at: position) else { return false }
    let end = text.end(of: [.upper, .digit, .underscore], from: position + 1)
    return text.has("]", at: end) && isLabel(in: text, position..<(end + 1))
  }
}
