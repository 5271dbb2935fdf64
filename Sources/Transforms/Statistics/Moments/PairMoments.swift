/// The moments of two variables over the rows that have both.
struct PairMoments: Sendable, Codable {
  private(set) var x = Moments()
  private(set) var y = Moments()
  /// Σ(x − mean x)(y − mean y)
  private(set) var products = 0.0

  init() {}

  init(x: Moments, y: Moments, products: Double) {
    self.x = x
    self.y = y
    self.products = products
  }

  mutating func merge(_ other: PairMoments) {
    if x.count > 0 && other.x.count > 0 {
      let (left, right) = (Double(x.count), Double(other.x.count))
      products += left * right / (left + right) * (other.x.mean - x.mean) * (other.y.mean - y.mean)
    }
    products += other.products
    x.merge(other.x)
    y.merge(other.y)
  }

  /// Pearson's r; `nil` where one of the two is constant.
  var correlation: Double? {
    guard !x.isConstant, !y.isConstant else { return nil }
    let r = products / x.squares.squareRoot() / y.squares.squareRoot()
    return r.isNaN ? nil : min(max(-1, r), 1)
  }
}
