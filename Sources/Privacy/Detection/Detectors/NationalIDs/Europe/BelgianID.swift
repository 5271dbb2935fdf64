/// The national and BIS numbers of Belgium (rijksregisternummer, numéro national).
enum BelgianID: LayoutDetector {
  static let entity = Entity.beNN
  static let pattern = """
    A birth day (yymmdd; the month plus 20 or 40 in BIS numbers; parts may be 0 where unknown), three digits and 97 minus the remainder by 97, with a 2 before the number for births from 2000.
    """
  static let countries: Set<Country> = [.be]
  static let layouts: [Layout] = [
    "###########", "##.##.##-###.##", "##.##.##-###-##", "######-###-##", "###### ### ##", "##.##.## ### ##",
    "##.##.##.###.##",
  ]
  static let context = [
    "rijksregister", "rijksregisternummer", "registre national", "numéro national", "numero national",
    "numéro de registre national", "niss", "insz", "nationaal nummer", "national number", "national register",
    "bis nummer",
  ]
  static let scores = Scores(alone: 0.92, bare: 0.45, context: 0.97)

  static func validity(of code: Code) -> Validity {
    let month = code.number(2..<4), day = code.number(4..<6)
    guard month < 60, month % 20 <= 12, day <= 31 else { return .invalid }
    let number = code.number(0..<9), check = code.number(9..<11)
    let isOld = 97 - number % 97 == check
    let isNew = 97 - (2_000_000_000 + number) % 97 == check
    guard isOld || isNew else { return .invalid }
    // A day that is known must exist.
    if month % 20 == 0 || day == 0 { return .valid }
    return Validity(
      isOld && BirthDay.isValid(year: 1900 + code.number(0..<2), month: month % 20, day: day)
        || isNew && BirthDay.isValid(year: 2000 + code.number(0..<2), month: month % 20, day: day))
  }
}
