/// Classes of ASCII bytes, by table.
struct ByteClass: OptionSet {
  let rawValue: UInt8

  static let digit = ByteClass(rawValue: 1)
  static let upper = ByteClass(rawValue: 2)
  static let lower = ByteClass(rawValue: 4)
  static let underscore = ByteClass(rawValue: 8)
  static let hexLetter = ByteClass(rawValue: 16)
  /// Space, tab, line ends.
  static let space = ByteClass(rawValue: 32)
  /// Part of a character beyond ASCII: a letter, as far as word borders go.
  static let beyond = ByteClass(rawValue: 64)

  static let letter: ByteClass = [.upper, .lower]
  static let alphanumeric: ByteClass = [.digit, .upper, .lower]
  static let hexadecimal: ByteClass = [.digit, .hexLetter]
  static let word: ByteClass = [.digit, .upper, .lower, .underscore, .beyond]

  static let table: [UInt8] = (0..<256).map { byte in
    var classes: ByteClass = []
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): classes = .digit
    case UInt8(ascii: "A")...UInt8(ascii: "F"): classes = [.upper, .hexLetter]
    case UInt8(ascii: "G")...UInt8(ascii: "Z"): classes = .upper
    case UInt8(ascii: "a")...UInt8(ascii: "f"): classes = [.lower, .hexLetter]
    case UInt8(ascii: "g")...UInt8(ascii: "z"): classes = .lower
    case UInt8(ascii: "_"): classes = .underscore
    case 0x09...0x0D, 0x20: classes = .space
    case 0x80...: classes = .beyond
    default: break
    }
    return classes.rawValue
  }

  /// For the scan's hot path: the table without a lazy initialiser's check or a bounds check per byte. It is never
  /// freed, so the pointer stays good.
  nonisolated(unsafe) static let pointer: UnsafePointer<UInt8> = {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    memory.initialize(from: table, count: 256)
    return UnsafePointer(memory)
  }()
}

extension UInt8 {
  func isIn(_ classes: ByteClass) -> Bool { ByteClass.pointer[Int(self)] & classes.rawValue != 0 }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  /// Of a digit.
  var digitValue: Int { Int(self &- UInt8(ascii: "0")) }
  /// A letter in small, other bytes as they are.
  var lowercased: UInt8 { isIn(.upper) ? self + 32 : self }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a byte of `classes` stands at `position`; `false` beyond the ends.
  func has(_ classes: ByteClass, at position: Int) -> Bool {
    position >= 0 && position < count && self[position].isIn(classes)
  }

  /// Whether the ASCII text `literal` stands at `position`.
  @inline(__always)
  func has(_ literal: StaticString, at position: Int) -> Bool {
    guard position >= 0, position + literal.utf8CodeUnitCount <= count else { return false }
    return literal.withUTF8Buffer { literal in
      for offset in 0..<literal.count where self[position + offset] != literal[offset] { return false }
      return true
    }
  }

  /// The end of the run of `classes` that begins at `position`; see below for its limit.
  func end(of classes: ByteClass, from position: Int) -> Int { end(of: classes, or: "", from: position) }

  /// The end of the run of bytes that are in `classes` or among `others`; at most 8192, so that text made of anchors
  /// cannot cost time quadratic in its length.
  func end(of classes: ByteClass, or others: StaticString, from position: Int) -> Int {
    var end = position
    let limit = Swift.min(count, position + 8192)
    while end < limit, self[end].isIn(classes) || others.contains(self[end]) { end += 1 }
    return end
  }

  /// The start of the run of bytes that are in `classes` or among `others` and that ends before `position`.
  func start(of classes: ByteClass, or others: StaticString, before position: Int, limit: Int) -> Int {
    var start = position
    let lowest = Swift.max(0, position - limit)
    while start > lowest, self[start - 1].isIn(classes) || others.contains(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether a word could go on at `position`.
  func continuesWord(at position: Int) -> Bool { has(.word, at: position) }
}

extension StaticString {
  func contains(_ byte: UInt8) -> Bool {
    withUTF8Buffer { literal in
      for other in literal where other == byte { return true }
      return false
    }
  }
}
