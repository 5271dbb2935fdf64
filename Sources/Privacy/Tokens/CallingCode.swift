/// Country calling codes of ITU-T E.164 (list of assigned codes, 2016, with later changes) and how many digits follow
/// them where a detector or a canonical form relies on it.
enum CallingCode {
  /// National lengths of the largest numbering plans; other codes have 4 to 12 digits after them.
  private static let lengths: [Int: ClosedRange<Int>] = [
    1: 10...10, 7: 10...10, 20: 8...10, 27: 9...9, 30: 10...10, 31: 9...9, 32: 8...9, 33: 9...9, 34: 9...9, 39: 6...11,
    40: 9...9, 41: 9...9, 44: 9...10, 45: 8...8, 46: 7...9, 47: 8...8, 48: 9...9, 49: 6...11, 52: 10...10, 54: 10...11,
    55: 10...11, 60: 8...10, 61: 9...9, 62: 8...12, 63: 8...10, 64: 8...10, 65: 8...8, 66: 8...9, 81: 9...10,
    82: 8...10, 84: 9...10, 86: 10...11, 90: 10...10, 91: 10...10, 92: 9...10, 351: 9...9, 352: 6...11, 353: 7...9,
    358: 6...11, 359: 8...9, 370: 8...8, 371: 8...8, 372: 7...8, 380: 9...9, 385: 8...9, 386: 8...8, 420: 9...9,
    421: 9...9, 423: 7...9, 972: 8...9,
  ]

  private static let oneOrTwoDigits: Set<Int> = [
    1, 7, 20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
    61,
    62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
  ]

  private static let threeDigits: [ClosedRange<Int>] = [
    211...213, 216...216, 218...218, 220...258, 260...269, 290...291, 297...299, 350...359, 370...378, 380...383,
    385...387, 389...389, 420...421, 423...423, 500...509, 590...599, 670...670, 672...683, 685...692, 800...800,
    808...808, 850...850, 852...853, 855...856, 870...870, 878...878, 880...883, 886...886, 888...888, 960...968,
    970...977, 979...979, 992...996, 998...998,
  ]

  /// Whether ASCII digits, without `+`, are an international number: 8 to 15 digits, a code that is assigned, a length
  /// that its plan has.
  static func isNumber(_ digits: some RandomAccessCollection<UInt8>) -> Bool {
    guard (8...15).contains(digits.count), let code = code(of: digits) else { return false }
    let national = digits.dropFirst(String(code).utf8.count)
    guard (lengths[code] ?? 4...12).contains(national.count) else { return false }
    // North American area codes and exchanges start with 2 to 9.
    if code == 1 {
      return national.first! >= UInt8(ascii: "2") && national.dropFirst(3).first! >= UInt8(ascii: "2")
    }
    return true
  }

  private static func code(of digits: some RandomAccessCollection<UInt8>) -> Int? {
    var code = 0
    for (index, digit) in digits.prefix(3).enumerated() {
      code = code * 10 + Int(digit - UInt8(ascii: "0"))
      if index < 2 ? oneOrTwoDigits.contains(code) : threeDigits.contains(where: { $0.contains(code) }) { return code }
    }
    return nil
  }
}
