/// A penalized regression on the co-moments of features and target.
struct LeastSquares {
  private let names: [String]
  private let rowCount: Double
  /// Products of deviations among the features, and of each with the target.
  private let gram: SymmetricMatrix
  private let withTarget: [Double]
  private let targetSquares: Double

  /// Of the features at `columns`.
  init(_ statistics: ModelStatistics, _ columns: [Int]) {
    let products = statistics.moments.products
    let target = products.order - 1
    names = columns.map { statistics.names[$0] }
    rowCount = Double(statistics.moments.count)
    gram = products.restricted(to: columns)
    withTarget = columns.map { products[$0, target] }
    targetSquares = products[target, target]
  }

  /// The minimum of |y − Xw|² + α|w|².
  func ridge(_ alpha: Double) throws(TransformError) -> [Double] {
    var matrix = gram
    for index in names.indices { matrix[index, index] += alpha }
    guard let factor = Cholesky(nearlyDefinite: matrix) else { throw .illConditioned(names) }
    return factor.solve(withTarget)
  }

  /// The minimum of |y − Xw|²/2n + α|w|₁, by coordinate descent; once the signs are known, by the linear equations that
  /// hold for them, so that the result is exact and not only near.
  func lasso(_ alpha: Double) throws(TransformError) -> [Double] {
    let penalty = alpha * rowCount
    var w = [Double](repeating: 0, count: names.count)
    // Gw, kept up with w.
    var fitted = w
    let scale = targetSquares.squareRoot()
    guard scale > 0, scale.isFinite else { return w }
    var tolerance = 1e-8
    for _ in 0..<Self.maximumSweeps {
      var largest = 0.0
      for index in w.indices where gram[index, index] > 0 {
        let squares = gram[index, index]
        let free = withTarget[index] - fitted[index] + squares * w[index]
        let new = free > penalty ? (free - penalty) / squares : free < -penalty ? (free + penalty) / squares : 0
        let step = new - w[index]
        guard step != 0 else { continue }
        w[index] = new
        for other in w.indices { fitted[other] += step * gram[index, other] }
        largest = max(largest, abs(step) * squares.squareRoot())
      }
      guard largest <= tolerance * scale else { continue }
      if let exact = solved(w, penalty, scale) { return exact }
      if tolerance < 1e-15 { return w }
      tolerance /= 100
    }
    return w
  }

  /// scikit-learn stops after 1000 unless told otherwise; a sweep here takes no look at any row.
  private static let maximumSweeps = 100_000

  /// The minimum with the signs of `w`, or `nil` if these are not those of the minimum.
  private func solved(_ w: [Double], _ penalty: Double, _ scale: Double) -> [Double]? {
    let active = w.indices.filter { abs(w[$0]) * gram[$0, $0].squareRoot() > 1e-12 * scale }
    guard let factor = Cholesky(gram.restricted(to: active)) else { return active.isEmpty ? w.map { _ in 0 } : nil }
    let values = factor.solve(active.map { withTarget[$0] - (w[$0] > 0 ? penalty : -penalty) })
    var exact = w.map { _ in 0.0 }
    for (index, value) in zip(active, values) {
      guard value.sign == w[index].sign, value != 0 else { return nil }
      exact[index] = value
    }
    for index in w.indices where exact[index] == 0 {
      let gradient = active.reduce(withTarget[index]) { $0 - gram[index, $1] * exact[$1] }
      guard abs(gradient) <= penalty * (1 + 1e-9) else { return nil }
    }
    return exact
  }
}
