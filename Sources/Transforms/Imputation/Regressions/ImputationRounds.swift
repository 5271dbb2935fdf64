import Columns

/// The rounds of `iterative_imputer` over the fitted rows.
struct ImputationRounds {
  /// By column, filled.
  private var values: [[Double]]
  /// By column: the rows that have no value.
  private let missing: [[Int]]
  /// By column: the rows that have one.
  private let present: [Buffer<Int32>]
  let fills: [Double]
  /// Columns without any value: they are filled with a constant and tell nothing.
  let isEmpty: [Bool]
  private(set) var regressions: [ImputationRegression] = []

  /// NaN is missing in `columns`.
  init(_ columns: [Buffer<Double>], fills: [Double]) {
    self.fills = fills
    let gaps = columns.map { column in
      column.withUnsafeBufferPointer { values in values.indices.filter { values[$0].isNaN } }
    }
    isEmpty = zip(columns, gaps).map { $0.count == $1.count }
    missing = zip(gaps, isEmpty).map { $1 ? [] : $0 }
    present = columns.map { column in
      Buffer(column.withUnsafeBufferPointer { values in values.indices.filter { !values[$0].isNaN }.map { Int32($0) } })
    }
    values = columns.indices.map { index in
      var filled = columns[index].array
      for row in gaps[index] { filled[row] = fills[index] }
      return filled
    }
  }

  /// Whether every number that a state would hold of a column is finite.
  func isFinite(_ index: Int) -> Bool {
    fills[index].isFinite
      && regressions.allSatisfy { $0.coefficients[index].isFinite && $0.centers[index].isFinite }
  }

  mutating func run(
    _ limit: Int, in order: IterativeImputer.Order, skipComplete: Bool, tolerance: Double, bounds: ClosedRange<Double>
  ) {
    guard isEmpty.contains(false) else { return }
    let order = ordered(order, skipComplete: skipComplete)
    let threshold = tolerance * largest
    for _ in 0..<limit {
      let previous = missing.indices.map { index in missing[index].map { values[index][$0] } }
      for feature in order where !isEmpty[feature] {
        let regression = regression(of: feature)
        regression.predict(&values, missing[feature], bounds)
        regressions.append(regression)
      }
      if change(since: previous) < threshold { break }
    }
  }

  /// The positions of the columns in the order in which they are imputed.
  private func ordered(_ order: IterativeImputer.Order, skipComplete: Bool) -> [Int] {
    let features = missing.indices.filter { !skipComplete || !missing[$0].isEmpty }
    switch order {
    case .roman: return features
    case .arabic: return features.reversed()
    case .ascending: return features.sorted { (missing[$0].count, $0) < (missing[$1].count, $1) }
    case .descending: return features.sorted { (missing[$0].count, $0) > (missing[$1].count, $1) }
    }
  }

  /// The largest absolute value that was given.
  private var largest: Double {
    var largest = 0.0
    for (values, rows) in zip(values, present) {
      rows.withUnsafeBufferPointer { rows in for row in rows { largest = max(largest, abs(values[Int(row)])) } }
    }
    return largest
  }

  /// The largest sum over a row of how far its values have moved: the norm that scikit-learn stops by.
  private func change(since previous: [[Double]]) -> Double {
    var moved = [Double](repeating: 0, count: values.first?.count ?? 0)
    for index in missing.indices {
      for (position, row) in missing[index].enumerated() {
        moved[row] += abs(values[index][row] - previous[index][position])
      }
    }
    return moved.max() ?? 0
  }

  private func regression(of feature: Int) -> ImputationRegression {
    let rows = present[feature]
    let columns = values.map { values in
      Buffer<Double>(count: rows.count) { memory in
        values.withUnsafeBufferPointer { values in
          rows.withUnsafeBufferPointer { rows in
            for position in 0..<rows.count { memory[position] = values[Int(rows[position])] }
          }
        }
      }
    }
    let moments = CoMomentMatrix(columns)
    let others = columns.indices.filter { $0 != feature }
    let ridge = BayesianRidge(
      count: rows.count, products: moments.products.restricted(to: others),
      targets: others.map { moments.products[$0, feature] }, targetSquares: moments.products[feature, feature]
    ) { coefficients in
      var residuals = columns[feature].array
      for row in residuals.indices { residuals[row] -= moments.means[feature] }
      for (other, coefficient) in zip(others, coefficients) where coefficient != 0 {
        let center = moments.means[other]
        columns[other].withUnsafeBufferPointer { values in
          for row in 0..<values.count { residuals[row] -= coefficient * (values[row] - center) }
        }
      }
      return residuals.reduce(0) { $0 + $1 * $1 }
    }
    var coefficients = [Double](repeating: 0, count: columns.count)
    for (other, coefficient) in zip(others, ridge.coefficients) { coefficients[other] = coefficient }
    return ImputationRegression(feature: feature, coefficients: coefficients, centers: moments.means)
  }
}
