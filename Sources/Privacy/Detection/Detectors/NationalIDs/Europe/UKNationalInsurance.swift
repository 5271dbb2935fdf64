/// The national insurance number of the United Kingdom.
enum UKNationalInsurance: LayoutDetector {
  static let entity = Entity.ukNINO
  static let pattern = """
    Two letters of a prefix that is issued (HMRC, NIM39110), six digits and a letter A to D; together, or in pairs with spaces or `-`.
    """
  static let countries: Set<Country> = [.gb]
  static let layouts: [Layout] = ["@@######@", "@@ ## ## ## @", "@@ ###### @", "@@-##-##-##-@", "@@######-@"]
  static let context = ["nino", "ni number", "national insurance", "ni no", "insurance number"]
  static let scores = Scores(alone: 0.8, bare: 0.5, context: 0.95)

  private static let notIssued: [(UInt8, UInt8)] = ["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"].map { prefix in
    (prefix.utf8.first!, prefix.utf8.last!)
  }

  static func validity(of code: Code) -> Validity {
    guard !code[0].isAmong("DFIQUV"), !code[1].isAmong("DFIOQUV"),
      !notIssued.contains(where: { $0 == (code[0], code[1]) })
    else { return .invalid }
    return Validity((UInt8(ascii: "A")...UInt8(ascii: "D")).contains(code[8]))
  }
}
