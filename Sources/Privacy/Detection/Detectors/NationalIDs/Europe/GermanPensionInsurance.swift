/// The pension insurance number of Germany (Rentenversicherungsnummer, VSNR).
enum GermanPensionInsurance: LayoutDetector {
  static let entity = Entity.deRVNR
  static let pattern = """
    An area, a birth day (ddmmyy), the letter of a name, a serial of two digits and a check digit over all of it (SGB VI, § 147; VKVV § 4), together or with spaces.
    """
  static let countries: Set<Country> = [.de]
  static let layouts: [Layout] = ["########@###", "## ###### @ ###", "## ###### @ ## #"]
  static let context = [
    "rentenversicherung", "rentenversicherungsnummer", "sozialversicherung", "sozialversicherungsnummer",
    "versicherungsnummer", "rvnr", "rv nr", "sv nummer", "svnr", "sv nr", "vsnr", "social security",
    "pension insurance",
  ]
  static let scores = Scores(alone: 0.9, bare: 0.6, context: 0.97)

  private static let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]

  static func validity(of code: Code) -> Validity {
    // Where two births share a day, the days go on after 31 by the thirties; area 00 and 01 are not assigned.
    guard code.number(0..<2) >= 2, (1...12).contains(code.number(4..<6)), code.digit(2) <= 9,
      code.number(2..<4) >= 1
    else { return .invalid }
    let letter = code.letter(8) + 1
    var digits = Code()
    for place in 0..<8 { digits.append(code[place]) }
    for digit in [letter / 10, letter % 10] { digits.append(UInt8(ascii: "0") + UInt8(digit)) }
    for place in 9..<11 { digits.append(code[place]) }
    let sum = zip(digits.digits, weights).reduce(0) { sum, pair in
      let product = pair.0 * pair.1
      return sum + product / 10 + product % 10
    }
    return Validity(sum % 10 == code.digit(11))
  }
}
