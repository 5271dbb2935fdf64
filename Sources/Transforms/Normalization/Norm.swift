import Columns
import Configuration

/// The length of a row.
enum Norm: String, ParameterWord {
  case l1, l2
  case maximum = "max"
}

extension Norm {
  /// The length of each row, 1 where it is 0: scikit-learn's `_handle_zeros_in_scale`.
  func divisors(of columns: [Buffer<Double>], count: Int) -> Buffer<Double> {
    Buffer(count: count) { lengths in
      lengths.initialize(repeating: 0)
      for column in columns { column.withUnsafeBufferPointer { add($0, to: lengths) } }
      for row in 0..<count {
        let length = self == .l2 ? lengths[row].squareRoot() : lengths[row]
        lengths[row] = length.divisor
      }
    }
  }

  private func add(_ numbers: UnsafeBufferPointer<Double>, to lengths: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .l1: for row in 0..<numbers.count { lengths[row] += abs(numbers[row]) }
    case .l2: for row in 0..<numbers.count { lengths[row] += numbers[row] * numbers[row] }
    case .maximum:
      for row in 0..<numbers.count {
        let size = abs(numbers[row])
        lengths[row] = lengths[row] < size ? size : lengths[row]
      }
    }
  }
}

extension Buffer<Double> {
  func divided(by divisors: Buffer<Double>) -> Buffer<Double> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { values in
        divisors.withUnsafeBufferPointer { divisors in
          for row in 0..<values.count { memory[row] = values[row] / divisors[row] }
        }
      }
    }
  }
}
