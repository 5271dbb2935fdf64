/// The check digit of EAN-13 (GS1 General Specifications, 7.9).
enum EAN13 {
  static func isValid(_ digits: some RandomAccessCollection<Int>) -> Bool {
    digits.count == 13 && WeightedSum.of(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0
  }
}
