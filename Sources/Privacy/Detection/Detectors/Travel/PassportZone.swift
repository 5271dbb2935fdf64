/// The machine-readable zone of a passport (ICAO 9303-4, TD3).
enum PassportZone: AnchoredDetector {
  static let entity = Entity.passport
  static let scores = Scores.always(0.85)
  static let pattern = """
    A line of 44: `P`, a type or `<`, three of a country, names with `<<` between; and the line of 44 after it, if its \
    check digits over number, birth and expiry are right.
    """
  static let anchor = Anchor.wordStart("P")

  private static let length = 44

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let end = position + length
    guard end <= text.count, text.has(.upper, at: position + 1) || text.has("<", at: position + 1),
      text.end(of: .upper, or: "<", from: position) == end, !text.continuesWord(at: end),
      (position + 5..<end - 1).contains(where: { text.has("<<", at: $0) })
    else { return nil }
    var second = end
    if text.has("\\n", at: second) { second += 2 } else { second = text.end(of: .space, from: second) }
    return position..<(isSecondLine(text, at: second) ? second + length : end)
  }

  /// The second line of a zone at the start of `line`, but for white space: where the first one ended the line before.
  static func secondLine(in line: Text) -> Range<Int>? {
    let start = line.end(of: .space, from: 0)
    return isSecondLine(line, at: start) ? start..<(start + length) : nil
  }

  private static func isSecondLine(_ text: Text, at start: Int) -> Bool {
    guard start + length <= text.count, !text.continuesWord(at: start + length) else { return false }
    func isChecked(_ field: Range<Int>) -> Bool {
      let digit = text[start + field.upperBound]
      guard let check = ICAOCheck.digit(text[(start + field.lowerBound)..<(start + field.upperBound)]) else {
        return false
      }
      return digit.isDigit && digit.digitValue == check
    }
    return isChecked(0..<9) && isChecked(13..<19) && isChecked(21..<27)
  }
}
