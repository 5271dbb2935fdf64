/// Plain scalars by the core schema of YAML 1.2.2, section 10.3.2: `0o14` is 12, `010` is 10, `12:30:45` is text.
enum YAMLScalar {
  /// `nil` also for a number beyond 64 bits.
  static func int(_ text: String) -> Int? {
    for (prefix, radix) in [("0o", 8), ("0x", 16)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      // `Int(_:radix:)` would take a sign here.
      return digits.first?.isHexDigit == true ? Int(digits, radix: radix) : nil
    }
    return Int(text)
  }

  /// May be infinite when the exponent is too large.
  static func float(_ text: String) -> Double? {
    if let int = int(text) { return Double(int) }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.contains(where: digits.contains),
      text.utf8.allSatisfy({ digits.contains($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

  /// A day of the Gregorian calendar as `yyyy-mm-dd`; not a type of YAML, but of parameters.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}
