/// A social security number of the United States.
enum USSocialSecurity: AnchoredDetector {
  static let entity = Entity.usSocialSecurity
  static let countries: Set<Country> = [.us]
  static let scores = Scores.always(0.85)
  static let pattern = """
    3, 2 and 4 digits joined by `-`, by `.` or by spaces: area not 000, 666 or 900 and above, group not 00, serial not \
    0000 (SSA, randomized since 2011). Nine digits together are too many other things, unless words before them say what \
    they are.
    """
  static let context = ["ssn", "social security", "social security number", "soc sec", "ss number"]
  static let anchor = Anchor.wordStart("012345678")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    let end = position + 11
    let run = text.end(of: .digit, from: position) - position
    if run == 9 { return bare(in: text, at: position) }
    guard end <= text.count, run == 3 else { return nil }
    let separator = text[position + 3]
    guard separator.isAmong("-. "), text[position + 6] == separator,
      text.end(of: .digit, from: position + 4) == position + 6, text.end(of: .digit, from: position + 7) == end
    else { return nil }
    guard isIssued(text, position, position + 4, position + 7) else { return nil }
    let continuesLeft = position > 0 && text[position - 1] == separator && text.has(.digit, at: position - 2)
    let continuesRight = end < text.count && text[end] == separator && text.has(.digit, at: end + 1)
    return continuesLeft || continuesRight || NumberBorder.continues(text, before: position)
      || NumberBorder.continues(text, after: end) ? nil : position..<end
  }

  /// Whether area, group and serial, which begin at these places, may be somebody's.
  private static func isIssued(_ text: Text, _ area: Int, _ group: Int, _ serial: Int) -> Bool {
    func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + $1.digitValue } }
    let first = number(area..<(area + 3))
    return first != 0 && first != 666 && first < 900 && number(group..<(group + 2)) != 0
      && number(serial..<(serial + 4)) != 0
  }

  /// Nine digits together, after words that say what they are.
  private static func bare(in text: Text, at position: Int) -> Range<Int>? {
    guard isBareNumber(text, at: position),
      ContextWindow.withWords(in: text, before: position, { phrases.occur(in: $0) })
    else { return nil }
    return position..<(position + 9)
  }

  private static func isBareNumber(_ text: Text, at position: Int) -> Bool {
    isIssued(text, position, position + 3, position + 5)
      && !Layout.isPiece(position..<(position + 9), of: text, hasSpace: false)
  }

  private static let phrases = ContextPhrases(context)

  /// Whether the name of a field says that social security numbers stand in it.
  static func isNamed(in field: String) -> Bool { phrases.occur(in: NormalizedWords.of(field)) }

  /// The numbers of nine digits together in a field that says so.
  static func bareNumbers(in text: Text) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = 0
    while position < text.count {
      let end = text.end(of: .digit, from: position)
      if end - position == 9, isBareNumber(text, at: position) { found.append(position..<end) }
      position = max(end, position + 1)
    }
    return found
  }
}
