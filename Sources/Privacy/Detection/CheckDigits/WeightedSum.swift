/// The sum of digits times weights, which most national check digits take a remainder of.
enum WeightedSum {
  /// Of as many digits as there are weights.
  static func of(_ digits: some RandomAccessCollection<Int>, _ weights: [Int]) -> Int {
    var sum = 0
    for (digit, weight) in zip(digits, weights) { sum += digit * weight }
    return sum
  }

  /// The digit that brings the sum to a multiple of 11; `nil` where that would be 10, a number that is not issued.
  static func mod11Digit(_ digits: some RandomAccessCollection<Int>, _ weights: [Int]) -> Int? {
    let digit = (11 - of(digits, weights) % 11) % 11
    return digit == 10 ? nil : digit
  }
}
