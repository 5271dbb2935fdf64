/// The labels that redaction leaves, which no detector takes for a secret.
enum Label {
  private static let names = Entity.allCases.map(\.rawValue)

  static func isLabel(in text: Text, _ range: Range<Int>) -> Bool {
    guard range.count > 2, text.has("[", at: range.lowerBound), text.has("]", at: range.upperBound - 1) else {
      return false
    }
    let name = text[(range.lowerBound + 1)..<(range.upperBound - 1)]
    return names.contains { $0.utf8.count == name.count && name.elementsEqual($0.utf8) }
  }

  /// Whether the text from `position` begins with a label.
  static func begins(in text: Text, at position: Int) -> Bool {
    guard text.has("[", at: position) else { return false }
    let end = text.end(of: [.upper, .digit, .underscore], from: position + 1)
    return text.has("]", at: end) && isLabel(in: text, position..<(end + 1))
  }
}
