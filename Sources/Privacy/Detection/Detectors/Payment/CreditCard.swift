/// The number of a payment card.
enum CreditCard: AnchoredDetector {
  static let entity = Entity.creditCard
  static let scores = Scores.always(0.95)
  static let pattern = """
    12 to 19 digits, together or in a first group of 4 and further groups of 3 to 6 with one kind of separator (space or \
    `-`), that begin and are as long as an issuer's numbers and satisfy Luhn's check (ISO/IEC 7812-1).
    """
  static let anchor = Anchor.wordStart("23456")

  static func match(in text: Text, at position: Int) -> Range<Int>? {
    guard !NumberBorder.continues(text, before: position) else { return nil }
    let group = text.end(of: .digit, from: position)
    if group - position >= 12 {
      guard group - position <= 19, !NumberBorder.continues(text, after: group),
        isCard(Code(text[position..<group]))
      else { return nil }
      return position..<group
    }
    guard group - position == 4, text.has(" ", at: group) || text.has("-", at: group) else { return nil }
    let separator = text[group]
    var digits = Code(text[position..<group])
    var cursor = group
    var best: Int?
    while cursor < text.count, text[cursor] == separator {
      let end = text.end(of: .digit, from: cursor + 1)
      guard (3...6).contains(end - cursor - 1), digits.count + end - cursor - 1 <= 19 else { break }
      for byte in text[(cursor + 1)..<end] { digits.append(byte) }
      cursor = end
      let goesOn = separator == UInt8(ascii: "-") && text.has("-", at: end) && text.has(.digit, at: end + 1)
      if !text.continuesWord(at: end), !goesOn, isCard(digits) { best = end }
    }
    return best.map { position..<$0 }
  }

  private static func isCard(_ digits: Code) -> Bool {
    digits.count >= 12 && !digits.isUniform && hasIssuer(digits) && Luhn.isValid(digits.digits)
  }

  /// Ranges of issuer identification numbers and the lengths in use.
  private static func hasIssuer(_ digits: Code) -> Bool {
    let six = digits.number(0..<6)
    let four = six / 100
    switch six {
    case 400_000...499_999: return [13, 16, 19].contains(digits.count)  // Visa
    case 510_000...559_999, 222_100...272_099: return digits.count == 16  // Mastercard
    case 340_000...349_999, 370_000...379_999: return digits.count == 15  // American Express
    case 300_000...305_999, 309_500...309_599, 360_000...369_999, 380_000...399_999:
      return digits.count == 14 || digits.count == 16 || digits.count == 19  // Diners Club
    case 352_800...358_999: return (16...19).contains(digits.count)  // JCB
    case 601_100...601_199, 620_000...629_999, 644_000...659_999:
      return (16...19).contains(digits.count)  // Discover, UnionPay
    default: return [5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763].contains(four)  // Maestro
    }
  }
}
