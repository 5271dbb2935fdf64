/// One regression of a round: a column predicted from all others.
struct ImputationRegression: Sendable, Equatable {
  let feature: Int
  /// By column; 0 for the feature itself.
  let coefficients: [Double]
  /// The means of the columns, that of the feature among them, over the rows that have the feature.
  let centers: [Double]

  /// Replaces the feature in these rows.
  func predict(_ values: inout [[Double]], _ rows: [Int], _ bounds: ClosedRange<Double>) {
    guard !rows.isEmpty else { return }
    var sums = [Double](repeating: centers[feature], count: rows.count)
    for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
      values[column].withUnsafeBufferPointer { values in
        let center = centers[column]
        for (position, row) in rows.enumerated() { sums[position] += coefficient * (values[row] - center) }
      }
    }
    for (position, row) in rows.enumerated() {
      values[feature][row] = min(max(sums[position], bounds.lowerBound), bounds.upperBound)
    }
  }
}
