/// The personal identity code of Finland (henkilötunnus).
enum FinnishID: LayoutDetector {
  static let entity = Entity.fiHETU
  static let pattern = """
    A birth day, a sign of the century (`+`, `-`, A to F, U to Y), a serial from 002 and a check character, the remainder by 31 (DVV, reform of 2023).
    """
  static let countries: Set<Country> = [.fi]
  static let layouts: [Layout] = ["######%###*"]
  static let context = [
    "hetu", "henkilötunnus", "henkilotunnus", "sotu", "sosiaaliturvatunnus", "personbeteckning",
    "personal identity code", "identity code",
  ]
  static let scores = Scores(alone: 0.92, bare: 0.6, context: 0.98)

  static func validity(of code: Code) -> Validity {
    let century: Int
    switch code[6] {
    case UInt8(ascii: "+"): century = 1800
    case UInt8(ascii: "-"), UInt8(ascii: "U")...UInt8(ascii: "Y"): century = 1900
    case UInt8(ascii: "A")...UInt8(ascii: "F"): century = 2000
    default: return .invalid
    }
    let serial = code.number(7..<10)
    guard serial >= 2,
      BirthDay.isValid(year: century + code.number(4..<6), month: code.number(2..<4), day: code.number(0..<2))
    else { return .invalid }
    return Validity(checks[(code.number(0..<6) * 1000 + serial) % 31] == code[10])
  }

  private static let checks = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)
}
