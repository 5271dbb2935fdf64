/// The resident identity number of China (GB 11643-1999).
enum ChineseID: LayoutDetector {
  static let entity = Entity.cnRIC
  static let pattern = """
    A region of six digits whose first two are a province, a birth day (yyyymmdd), a serial and a check of 0 to 9 or X (ISO 7064 MOD 11-2).
    """
  static let countries: Set<Country> = [.cn]
  static let layouts: [Layout] = ["#################*"]
  static let context = [
    "身份证", "身份证号", "身份证号码", "居民身份证", "身分证", "公民身份号码", "resident identity", "resident id", "id card", "ric", "sfz",
  ]
  static let scores = Scores(alone: 0.9, bare: 0.85, context: 0.98)

  static func validity(of code: Code) -> Validity {
    let check: Int
    if code[17] == UInt8(ascii: "X") {
      check = 10
    } else if code[17].isDigit {
      check = code.digit(17)
    } else {
      return .invalid
    }
    guard provinces.contains(code.number(0..<2)), (1850...2099).contains(code.number(6..<10)),
      BirthDay.isValid(year: code.number(6..<10), month: code.number(10..<12), day: code.number(12..<14))
    else { return .invalid }
    return Validity(ISO7064.isMod11Radix2(code.digits(0..<17), check: check))
  }

  /// GB/T 2260, with Taiwan, Hong Kong, Macau and the residence permits of their people (81 to 83).
  private static let provinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
  ]
}
