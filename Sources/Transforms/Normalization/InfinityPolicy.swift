import Columns
import Configuration

/// What becomes of infinite numbers, in fitting and in transforming: one argument of the whole family.
enum InfinityPolicy: String, ParameterWord, Codable {
  /// Refused, by column and row.
  case error
  /// As if the value were missing.
  case null
  /// As if it were the finite extreme on its side that fitting saw.
  case clip

  static let summary = """
    What an infinite number becomes: an `error`, missing (`null`), or the largest or smallest finite number fitted on \
    (`clip`).
    """
}

extension Column {
  /// The column with each infinity at the end of `limits` on its side, or missing where there are no limits; what is
  /// not a number is missing.
  func withoutInfinities(limits: ClosedRange<Double>? = nil) -> Column {
    guard case .float(let numbers) = values, !numbers.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) else {
      return self
    }
    return numbers.withUnsafeBufferPointer { numbers in
      let isKept = Bitmap(count: count) { numbers[$0].isFinite || limits != nil && numbers[$0].isInfinite }
      let finite = Buffer<Double>(count: count) { memory in
        for row in 0..<count {
          let number = numbers[row]
          memory[row] =
            if number.isFinite { number } else if let limits, number.isInfinite {
              number < 0 ? limits.lowerBound : limits.upperBound
            } else { 0 }
        }
      }
      return Column(.float(finite), validity: validity & isKept)
    }
  }
}
