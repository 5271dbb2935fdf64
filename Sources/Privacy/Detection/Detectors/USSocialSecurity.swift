/// A social security number of the United States.
enum USSocialSecurity: Detector {
  static let entity = Entity.usSocialSecurity
  static let pattern = """
    3, 2 and 4 digits joined by `-`, by `.` or by spaces: area not 000, 666 or 900 and above, group not 00, serial not \
    0000 (SSA, randomized since 2011). Nine digits together are too many other things.
    """
  static let anchor = Anchor.wordStart("012345678")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let end = position + 11
    guard end <= text.count, text.end(of: .digit, from: position) == position + 3 else { return nil }
    let separator = text[position + 3]
    guard "-. ".utf8.contains(separator), text[position + 6] == separator,
      text.end(of: .digit, from: position + 4) == position + 6, text.end(of: .digit, from: position + 7) == end
    else { return nil }
    func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + $1.digitValue } }
    let area = number(position..<(position + 3))
    guard area != 0, area != 666, area < 900, number((position + 4)..<(position + 6)) != 0,
      number((position + 7)..<end) != 0
    else { return nil }
    let continuesLeft = position > 0 && text[position - 1] == separator && text.has(.digit, at: position - 2)
    let continuesRight = end < text.count && text[end] == separator && text.has(.digit, at: end + 1)
    return continuesLeft || continuesRight || NumberBorder.continues(text, before: position)
      || NumberBorder.continues(text, after: end) ? nil : position..<end
  }
}
