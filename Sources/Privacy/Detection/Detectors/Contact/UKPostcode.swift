/// A postcode of the United Kingdom.
enum UKPostcode: LayoutDetector {
  static let entity = Entity.ukPostcode
  static let pattern = """
    An area that exists, a district, a space or nothing, a digit and two letters without C, I, K, M, O and V.
    """
  static let countries: Set<Country> = [.gb]
  static let layouts: [Layout] = [
    "@# #@@", "@## #@@", "@@# #@@", "@@## #@@", "@#@ #@@", "@@#@ #@@", "@@@ #@@", "@##@@", "@###@@", "@@##@@",
    "@@###@@", "@#@#@@", "@@#@#@@", "@@@#@@",
  ]
  static let context = ["postcode", "post code", "postal code", "address", "zip"]
  static let scores = Scores(alone: 0.65, bare: 0.35, context: 0.9)

  static func validity(of code: Code) -> Validity {
    let letters = (0..<3).prefix { code[$0].isIn(.upper) }.count
    let inward = code.count - 3
    guard !(inward..<code.count).contains(where: { code[$0].isAmong("CIKMOV") }) else { return .invalid }
    if letters == 3 {
      // Girobank's, the only one of its form.
      return Validity(
        code[0] == UInt8(ascii: "G") && code[1] == UInt8(ascii: "I") && code[2] == UInt8(ascii: "R")
          && code[3] == UInt8(ascii: "0") && code.letter(4) == 0 && code.letter(5) == 0)
    }
    return Validity(areas.contains(area(code[0], letters == 2 ? code[1] : 0)))
  }

  /// Royal Mail's areas, with the Crown dependencies.
  private static let areas: Set<UInt16> = Set(
    """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G \
    GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW \
    OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD \
    WF WN WR WS WV YO ZE
    """.split(separator: " ").map { area($0.utf8.first!, $0.utf8.count == 2 ? $0.utf8.last! : 0) })

  private static func area(_ first: UInt8, _ second: UInt8) -> UInt16 { UInt16(first) << 8 | UInt16(second) }
}
