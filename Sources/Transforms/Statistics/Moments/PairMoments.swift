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
    products += other.products + x.shift(to: other.x, y, other.y)
    x.merge(other.x)
    y.merge(other.y)
  }

  /// Pearson's r; `nil` where one of the two is constant.
  var correlation: Double? { x.correlation(with: y, products: products) }
}
