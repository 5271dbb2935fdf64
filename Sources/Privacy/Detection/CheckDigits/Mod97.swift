/// ISO 7064 MOD 97-10, as IBAN uses it: the first four characters count last, letters as 10 to 35; the rest is 1.
enum Mod97 {
  static func isValid(_ characters: some RandomAccessCollection<UInt8>) -> Bool {
    guard characters.count > 4, let number = rest(of: characters.dropFirst(4), after: 0) else { return false }
    return rest(of: characters.prefix(4), after: number) == 1
  }

  /// The remainder of the number that goes on with `characters`; `nil` if one of them is no digit or capital.
  private static func rest(of characters: some Collection<UInt8>, after start: Int) -> Int? {
    var rest = start
    for byte in characters {
      if byte.isDigit {
        rest = (rest * 10 + byte.digitValue) % 97
      } else if byte.isIn(.upper) {
        rest = (rest * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
      } else {
        return nil
      }
    }
    return rest
  }
}
