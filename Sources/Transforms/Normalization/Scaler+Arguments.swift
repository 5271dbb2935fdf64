extension Double {
  /// A spread as a divisor: 1 for that of a constant column (below 10 ε), scikit-learn's `_handle_zeros_in_scale`.
  var divisor: Double { self < 10 * Double.ulpOfOne ? 1 : self }
}

extension [Double] {
  /// Refuses what is not the percents of a lower and a higher quantile.
  func requireQuantileRange() throws(TransformError) {
    guard count == 2, 0 <= self[0], self[0] <= self[1], self[1] <= 100 else {
      throw .badArgument(
        parameter: "quantile_range", problem: "must be two numbers from 0 to 100, the smaller one first")
    }
  }
}
