/// The taxpayer number of people without a social security number in the United States (ITIN).
enum USTaxpayerID: LayoutDetector {
  static let entity = Entity.usITIN
  static let pattern = """
    9 and two digits, a group of 50 to 65, 70 to 88, 90 to 92 or 94 to 99, and four digits; together, or joined by `-` or spaces.
    """
  static let countries: Set<Country> = [.us]
  static let layouts: [Layout] = ["#########", "###-##-####", "### ## ####"]
  static let context = [
    "itin", "individual taxpayer", "taxpayer identification", "tax id", "taxid", "taxpayer id", "tin",
  ]
  static let scores = Scores(alone: 0.75, bare: 0.3, context: 0.9)

  static func validity(of code: Code) -> Validity {
    guard code[0] == UInt8(ascii: "9") else { return .invalid }
    switch code.number(3..<5) {
    case 50...65, 70...88, 90...92, 94...99: return .valid
    default: return .invalid
    }
  }
}
