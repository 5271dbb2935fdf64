/// Luhn's check of ISO/IEC 7812-1, annex B.
enum Luhn {
  static func isValid(_ digits: some BidirectionalCollection<Int>) -> Bool { sum(digits) % 10 == 0 }

  /// The last digit counts as it is, the one before it doubled, and so on; of two-digit products the digits are added.
  static func sum(_ digits: some BidirectionalCollection<Int>) -> Int {
    var sum = 0
    var isDoubled = false
    for digit in digits.reversed() {
      sum += !isDoubled ? digit : digit < 5 ? digit * 2 : digit * 2 - 9
      isDoubled.toggle()
    }
    return sum
  }
}
