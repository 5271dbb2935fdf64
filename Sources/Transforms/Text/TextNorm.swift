import Configuration

/// What the weights of a text's terms are divided by.
enum TextNorm: String, ParameterWord {
  /// The root of the sum of their squares.
  case l2
  /// The sum of their magnitudes.
  case l1
  case none = "null"

  /// A weight's part of the sum.
  @inline(__always)
  func part(_ weight: Double) -> Double { self == .l2 ? weight * weight : abs(weight) }

  /// What the weights are multiplied by; 1 for a text without terms.
  func factor(_ sum: Double) -> Double {
    guard self != .none, sum > 0 else { return 1 }
    return 1 / (self == .l2 ? sum.squareRoot() : sum)
  }
}
