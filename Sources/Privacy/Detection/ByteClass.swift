/// Classes of bytes.
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
}

extension UInt8 {
  /// Comparisons, not a table: the classes are constants where this is called, so what remains after inlining is one or
  /// two range checks. A lazily made table costs more than the look-up.
  @inline(__always)
  func isIn(_ classes: ByteClass) -> Bool {
    (classes.contains(.digit) && self &- 0x30 < 10) || (classes.contains(.upper) && self &- 0x41 < 26)
      || (classes.contains(.lower) && self &- 0x61 < 26) || (classes.contains(.underscore) && self == 0x5F)
      || (classes.contains(.hexLetter) && (self | 0x20) &- 0x61 < 6)
      || (classes.contains(.space) && (self == 0x20 || self &- 0x09 < 5)) || (classes.contains(.beyond) && self >= 0x80)
  }

  /// Whether it is one of these ASCII characters.
  @inline(__always)
  func isAmong(_ bytes: StaticString) -> Bool { bytes.contains(self) }

  @inline(__always)
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  /// Of a digit.
  var digitValue: Int { Int(self &- UInt8(ascii: "0")) }
  /// A letter in small, other bytes as they are.
  var lowercased: UInt8 { isIn(.upper) ? self + 32 : self }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a byte of `classes` stands at `position`; `false` beyond the ends.
  @inline(__always)
  func has(_ classes: ByteClass, at position: Int) -> Bool {
    position >= 0 && position < count && self[position].isIn(classes)
  }

  /// Whether the ASCII text `literal` stands at `position`.
  @inline(__always)
  func has(_ literal: StaticString, at position: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard position >= 0, position + length <= count else { return false }
    for offset in 0..<length where self[position + offset] != literal.utf8Start[offset] { return false }
    return true
  }

  /// The end of the run of `classes` that begins at `position`; see below for its limit.
  @inline(__always)
  func end(of classes: ByteClass, from position: Int) -> Int { end(of: classes, or: "", from: position) }

  /// No run is followed further, so that text made of anchors cannot cost time quadratic in its length.
  static var runLimit: Int { 8192 }

  /// The end of the run of bytes that are in `classes` or among `others`, as far as `runLimit`.
  @inline(__always)
  func end(of classes: ByteClass, or others: StaticString, from position: Int) -> Int {
    var end = position
    let limit = Swift.min(count, position + Self.runLimit)
    while end < limit, self[end].isIn(classes) || others.contains(self[end]) { end += 1 }
    return end
  }

  /// The start of the run of bytes that are in `classes` or among `others` and that ends before `position`.
  @inline(__always)
  func start(of classes: ByteClass, or others: StaticString, before position: Int, limit: Int) -> Int {
    var start = position
    let lowest = Swift.max(0, position - limit)
    while start > lowest, self[start - 1].isIn(classes) || others.contains(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether a word could go on at `position`: a letter, digit or `_`, but neither the last letter of an escape such as
  /// `\n`, which stands for white space in JSON and the like, nor punctuation beyond ASCII (`»`, `”`, a no-break space),
  /// nor a letter of the scripts above U+2000, most of which are written without spaces.
  func continuesWord(at position: Int) -> Bool {
    guard has(.word, at: position) else { return false }
    let byte = self[position]
    if byte < 0x80 { return !isEscape(at: position) }
    var lead = position
    while lead > 0, position - lead < 3, self[lead] & 0xC0 == 0x80 { lead -= 1 }
    // The lead bytes of U+00C0 to U+1FFF.
    return self[lead] >= 0xC3 && self[lead] <= 0xE1
  }

  /// Whether the letter at `position` and an odd number of backslashes before it are an escape of white space.
  @inline(__always)
  func isEscape(at position: Int) -> Bool {
    guard has("\\", at: position - 1), self[position].isAmong("nrt") else { return false }
    var start = position - 1
    while start > 0, position - start < 64, self[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (position - start) % 2 == 1
  }
}

extension StaticString {
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    for offset in 0..<utf8CodeUnitCount where utf8Start[offset] == byte { return true }
    return false
  }
}
