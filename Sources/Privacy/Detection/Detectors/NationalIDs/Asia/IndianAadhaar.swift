/// The Aadhaar number of India.
enum IndianAadhaar: LayoutDetector {
  static let entity = Entity.inAadhaar
  static let pattern = """
    Twelve digits, the first 2 to 9, together or in fours with spaces or `-`, that satisfy Verhoeff's check and do not read the same backwards.
    """
  static let countries: Set<Country> = [.in]
  static let layouts: [Layout] = ["############", "#### #### ####", "####-####-####", "####:####:####"]
  static let context = ["aadhaar", "aadhar", "adhaar", "aadhaar number", "aadhaar no", "uidai", "uid", "आधार"]
  static let scores = Scores(alone: 0.8, bare: 0.4, context: 0.97)

  static func validity(of code: Code) -> Validity {
    guard code.digit(0) >= 2, !(0..<6).allSatisfy({ code[$0] == code[11 - $0] }) else { return .invalid }
    return Validity(Verhoeff.isValid(code.digits))
  }
}
