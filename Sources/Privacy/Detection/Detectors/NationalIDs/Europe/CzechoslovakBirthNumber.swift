/// The birth number of Czechia and Slovakia (rodné číslo).
enum CzechoslovakBirthNumber: LayoutDetector {
  static let entity = Entity.czskRC
  static let pattern = """
    A birth day (yymmdd; the month plus 50 for women, plus 20 or 70 where serials ran out), `/` or nothing, and four digits that make it a multiple of 11; three without a check for births before 1954.
    """
  static let countries: Set<Country> = [.cz, .sk]
  static let layouts: [Layout] = ["######/####", "######/###", "##########", "#########"]
  static let context = ["rodné číslo", "rodne cislo", "rodného čísla", "rod č", "r č", "rč", "rc", "birth number"]
  static let scores = Scores(alone: 0.88, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    var month = code.number(2..<4)
    let year = code.number(0..<2), day = code.number(4..<6)
    if month > 50 { month -= 50 }
    if month > 20, code.count == 10 { month -= 20 }
    if code.count == 9 {
      guard year < 54, BirthDay.isValid(year: 1900 + year, month: month, day: day), !code.isUniform else {
        return .invalid
      }
      return .unverified
    }
    guard BirthDay.isValid(year: year < 54 ? 2000 + year : 1900 + year, month: month, day: day) else { return .invalid }
    // Until 1985 a remainder of 10 was written as 0.
    let rest = code.number(0..<9) % 11
    return Validity(rest == code.digit(9) || rest == 10 && code.digit(9) == 0 && (54...85).contains(year))
  }
}
