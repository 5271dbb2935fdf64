import Columns

/// Linear regression whose noise and shrinkage are estimated from the data: scikit-learn's `BayesianRidge` with its
/// defaults (300 iterations at most, tolerance 1e-3, all four hyperparameters 1e-6).
///
/// With s and V the eigenvalues and -vectors of the centred XᵀX and z = VᵀXᵀy the coefficients are V·z/(s + λ/α), and
/// everything that the iteration needs of the rows is z, s and the residual of least squares: Σ(y − Xc)² =
/// rss + Σ z²δ²/(s(s+δ)²) with δ = λ/α, where no digits cancel. Source: MacKay, "Bayesian Interpolation", Neural
/// Computation 4 (1992); Tipping, "Sparse Bayesian Learning and the Relevance Vector Machine", JMLR 1 (2001).
struct BayesianRidge {
  /// y − mean y is predicted as Σ coefficients·(x − mean x).
  let coefficients: [Double]

  private static let prior = 1e-6
  private static let tolerance = 1e-3
  private static let iterationLimit = 300

  /// `residual(c)` is Σ(y − mean y − Σ c(x − mean x))² over the `count` rows; `targets` are Σ(x − mean x)(y − mean y).
  init(
    count: Int, products: SymmetricMatrix, targets: [Double], targetSquares: Double, residual: ([Double]) -> Double
  ) {
    let rows = Double(count)
    let eigen = SymmetricEigen(products)
    let roots = (0..<products.order).map { products[$0, $0].squareRoot() }
    // Directions that rounding alone may have made tell nothing.
    let directions = eigen.values.indices.filter { index in
      let size = zip(eigen.vectors[index], roots).reduce(0) { $0 + abs($1.0) * $1.1 }
      return eigen.values[index] > 8 * Double.ulpOfOne * size * size
    }
    let values = directions.map { eigen.values[$0] }
    let projections = directions.map { zip(eigen.vectors[$0], targets).reduce(0) { $0 + $1.0 * $1.1 } }
    func combined(_ weights: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: products.order)
      for (direction, weight) in zip(directions, weights) {
        for (index, component) in eigen.vectors[direction].enumerated() { result[index] += weight * component }
      }
      return result
    }
    let leastSquares = residual(combined(zip(projections, values).map { $0 / $1 }))

    var noise = 1 / (targetSquares / max(rows, 1) + Double.ulpOfOne)
    var shrinkage = 1.0
    var previous: [Double]?
    for _ in 0..<Self.iterationLimit {
      let ratio = shrinkage / noise
      let weights = zip(projections, values).map { $0 / ($1 + ratio) }
      let coefficients = combined(weights)
      let bias = zip(weights, values).reduce(0) { $0 + $1.0 * $1.0 * ratio * ratio / $1.1 }
      let effective = values.reduce(0) { $0 + noise * $1 / (shrinkage + noise * $1) }
      let size = weights.reduce(0) { $0 + $1 * $1 }
      shrinkage = (effective + 2 * Self.prior) / (size + 2 * Self.prior)
      noise = (rows - effective + 2 * Self.prior) / (leastSquares + bias + 2 * Self.prior)
      if let previous, zip(previous, coefficients).reduce(0, { $0 + abs($1.0 - $1.1) }) < Self.tolerance { break }
      previous = coefficients
    }
    coefficients = combined(zip(projections, values).map { $0 / ($1 + shrinkage / noise) })
  }
}
