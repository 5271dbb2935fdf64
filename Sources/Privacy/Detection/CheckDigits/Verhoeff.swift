/// Verhoeff's check digit over the dihedral group D5 (J. Verhoeff, "Error detecting decimal codes", 1969): finds every
/// wrong digit and every exchange of neighbours.
enum Verhoeff {
  static func isValid(_ digits: some BidirectionalCollection<Int>) -> Bool {
    var state = 0
    var place = 0
    for digit in digits.reversed() {
      state = product(state, permuted(digit, place))
      place += 1
    }
    return state == 0
  }

  /// In D5, 0 to 4 are rotations and 5 to 9 reflections.
  private static func product(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): 5 + (left + right - 5) % 5
    case (false, true): 5 + (left - 5 - right + 5) % 5
    case (false, false): (left - right + 5) % 5
    }
  }

  /// Verhoeff's permutation applied `place` times; it has order 8.
  private static func permuted(_ digit: Int, _ place: Int) -> Int {
    var digit = digit
    for _ in 0..<(place % 8) { digit = permutation[digit] }
    return digit
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
