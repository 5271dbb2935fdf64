/// The factor L of a positive definite matrix A = LLᵀ, to solve Ax = b.
///
/// Source: Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.
struct Cholesky {
  private let order: Int
  /// Rows of the lower triangle, `order` apart.
  private var factor: [Double]

  /// `nil` for a matrix that is not positive definite, be it by rounding.
  init?(_ matrix: SymmetricMatrix) {
    order = matrix.order
    factor = matrix.elements
    let order = order
    let isDefinite = factor.withUnsafeMutableBufferPointer { factor in
      for row in 0..<order {
        for column in 0...row {
          var rest = factor[row &* order &+ column]
          for inner in 0..<column { rest -= factor[row &* order &+ inner] * factor[column &* order &+ inner] }
          if column < row {
            factor[row &* order &+ column] = rest / factor[column &* order &+ column]
          } else {
            guard rest > 0, rest.isFinite else { return false }
            factor[row &* order &+ row] = rest.squareRoot()
          }
        }
      }
      return true
    }
    if !isDefinite { return nil }
  }

  /// The factor of a matrix that is positive definite but for rounding: where columns of very different size depend on
  /// each other, the smallest share of its diagonal that helps is added. `nil` if its elements are not finite, or its
  /// diagonal not positive.
  init?(nearlyDefinite matrix: SymmetricMatrix) {
    var share = 0.0
    while share < 1 {
      var raised = matrix
      for index in 0..<matrix.order { raised[index, index] *= 1 + share }
      if let factor = Cholesky(raised) {
        self = factor
        return
      }
      share = share == 0 ? 1e-15 : share * 10
    }
    return nil
  }

  /// The x of Ax = b.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for row in 0..<order {
      for column in 0..<row { x[row] -= factor[row * order + column] * x[column] }
      x[row] /= factor[row * order + row]
    }
    for row in (0..<order).reversed() {
      for below in row + 1..<max(order, row + 1) { x[row] -= factor[below * order + row] * x[below] }
      x[row] /= factor[row * order + row]
    }
    return x
  }
}
