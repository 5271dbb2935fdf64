/// A social security number of Switzerland (AHV, AVS).
enum SwissSocialSecurity: AnchoredDetector {
  static let entity = Entity.swissSocialSecurity
  static let countries: Set<Country> = [.ch]
  static let scores = Scores.always(0.85)
  static let pattern =
    "`756` and 10 digits, in groups of 4, 4 and 2 with dots or together, with the check digit of EAN-13."
  static let anchor = Anchor.wordStart("7")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard text.has("756", at: position), !NumberBorder.continues(text, before: position) else { return nil }
    var digits = Code(text[position..<(position + 3)])
    var cursor = position + 3
    for group in [4, 4, 2] {
      if text.has(".", at: cursor) { cursor += 1 }
      for _ in 0..<group {
        guard text.has(.digit, at: cursor) else { return nil }
        digits.append(text[cursor])
        cursor += 1
      }
    }
    return NumberBorder.continues(text, after: cursor) || !EAN13.isValid(digits.digits) ? nil : position..<cursor
  }
}
