/// The identification number of people in Thailand.
enum ThaiID: LayoutDetector {
  static let entity = Entity.thPIN
  static let pattern = """
    Thirteen digits, the first 1 to 8, a province, and a check digit (mod 11); together or as 1, 4, 5, 2 and 1 with `-` or spaces.
    """
  static let countries: Set<Country> = [.th]
  static let layouts: [Layout] = ["#############", "#-####-#####-##-#", "# #### ##### ## #"]
  static let context = [
    "บัตรประชาชน", "เลขบัตรประชาชน", "เลขประจำตัวประชาชน", "ประจำตัวประชาชน", "thai id", "thai national id", "tnin",
    "national id", "citizen id", "thai identification",
  ]
  static let scores = Scores(alone: 0.9, bare: 0.4, context: 0.97)

  static func validity(of code: Code) -> Validity {
    guard (1...8).contains(code.digit(0)), provinces.contains(where: { $0.contains(code.number(1..<3)) }) else {
      return .invalid
    }
    let sum = WeightedSum.of(code.digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
    return Validity((11 - sum % 11) % 10 == code.digit(12))
  }

  /// The codes of ISO 3166-2:TH.
  private static let provinces = [10...27, 30...58, 60...67, 70...77, 80...86, 90...96]
}
