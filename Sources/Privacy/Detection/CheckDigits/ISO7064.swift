/// The check digit systems of ISO/IEC 7064 that national numbers use. MOD 97-10 is `Mod97`.
enum ISO7064 {
  /// The hybrid system MOD 11,10 over digits, the last of them the check digit.
  static func isMod11And10(_ digits: some BidirectionalCollection<Int>) -> Bool {
    guard let last = digits.last else { return false }
    var product = 10
    for digit in digits.dropLast() {
      let sum = (product + digit) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (product + last) % 10 == 1
  }

  /// The pure system MOD 11-2 over digits, followed by a check of 0 to 10.
  static func isMod11Radix2(_ digits: some Sequence<Int>, check: Int) -> Bool {
    var rest = 0
    for digit in digits { rest = (rest + digit) * 2 % 11 }
    return (rest + check) % 11 == 1
  }
}
