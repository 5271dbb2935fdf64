/// The form of an identifier: `#` stands for a digit, `@` for a letter, `*` for either, `%` for `-`, `+` or a letter that
/// is kept; everything else for itself, and is left out of the code.
struct Layout: ExpressibleByStringLiteral, Sendable {
  let symbols: [UInt8]
  /// As it is written in documentation.
  let text: String
  let hasSpace: Bool
  let hasSeparator: Bool

  init(stringLiteral text: String) {
    self.text = text
    symbols = Array(text.utf8)
    hasSpace = symbols.contains(UInt8(ascii: " "))
    hasSeparator = !symbols.allSatisfy { $0.isAmong("#@*%") }
  }

  /// What stands in the text.
  struct Reading {
    var code = Code()
    var end: Int
    /// Whether it holds a letter or a sign, which plain numbers do not.
    var isMarked = false
    var hasSmallLetter = false
  }

  /// Reads the identifier of a layout with these symbols that begins at `position`; what may stand around it is not
  /// looked at.
  static func read(_ symbols: UnsafeBufferPointer<UInt8>, in text: Text, at position: Int) -> Reading? {
    guard position + symbols.count <= text.count else { return nil }
    var reading = Reading(end: position)
    for symbol in symbols {
      let byte = text[reading.end]
      switch symbol {
      case UInt8(ascii: "#"): guard byte.isDigit else { return nil }
      case UInt8(ascii: "@"): guard byte.isIn(.letter) else { return nil }
      case UInt8(ascii: "*"): guard byte.isIn(.alphanumeric) else { return nil }
      case UInt8(ascii: "%"): guard byte.isIn(.letter) || byte.isAmong("-+") else { return nil }
      default:
        guard byte == symbol else { return nil }
        reading.end += 1
        continue
      }
      if !byte.isDigit { reading.isMarked = true }
      if byte.isIn(.lower) { reading.hasSmallLetter = true }
      reading.code.append(byte)
      reading.end += 1
    }
    return reading
  }

  /// Whether the identifier in `range` is a piece of something longer: a decimal, a serial, a path, a time, a telephone
  /// number, groups of digits that go on.
  ///
  /// - Parameter hasSpace: whether its own groups are parted by spaces.
  static func isPiece(_ range: Range<Int>, of text: Text, hasSpace: Bool) -> Bool {
    let start = range.lowerBound, end = range.upperBound
    if text.continuesWord(at: start - 1) || text.continuesWord(at: end) { return true }
    if start > 0 {
      switch text[start - 1] {
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "\\"): return true
      case UInt8(ascii: "-"): if text.has(.word, at: start - 2) { return true }
      case UInt8(ascii: "."), UInt8(ascii: ":"): if text.has(.digit, at: start - 2) { return true }
      case UInt8(ascii: " ") where hasSpace: if text.has(.digit, at: start - 2) { return true }
      default: break
      }
    }
    guard end < text.count else { return false }
    switch text[end] {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"): return text.has(.digit, at: end + 1)
    case UInt8(ascii: "-"): return text.has(.alphanumeric, at: end + 1)
    case UInt8(ascii: " ") where hasSpace: return text.has(.digit, at: end + 1)
    default: return false
    }
  }
}
