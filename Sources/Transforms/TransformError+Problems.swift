/// What several members say of values and columns, in the same words.
extension TransformError {
  /// Of a number that is not finite.
  static var infinite: String { "the value is not a finite number" }
  /// Of a column whose sums left the range of doubles.
  static var tooLarge: String { "holds numbers too large to add up" }
  /// Of a row whose window's sums left the range of doubles.
  static var tooLargeInWindow: String { "the numbers of its window are too large to add up" }
  /// Of a column whose largest value less its smallest left the range of doubles.
  static var rangeTooLarge: String { "has a range too large for a double" }
  /// Of a column that was fitted on nothing.
  static var noRow: String { "has no row to learn from" }
}
