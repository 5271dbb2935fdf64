/// The personal number of Denmark (CPR).
enum DanishID: LayoutDetector {
  static let entity = Entity.dkCPR
  static let pattern = """
    A birth day (ddmmyy) and four digits, with `-` or together. Most satisfy a check by 11; since 2007 it is no longer promised, and a number without it scores less.
    """
  static let countries: Set<Country> = [.dk]
  static let layouts: [Layout] = ["######-####", "##########", "###### ####"]
  static let context = ["cpr", "cpr nr", "cpr nummer", "cprnummer", "personnummer", "personnr"]
  static let scores = Scores(alone: 0.75, bare: 0.45, context: 0.95)

  static func validity(of code: Code) -> Validity {
    guard
      BirthDay.isValid(
        twoDigitYear: code.number(4..<6), month: code.number(2..<4), day: code.number(0..<2))
    else { return .invalid }
    return WeightedSum.of(code.digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 ? .valid : .unverified
  }
}
