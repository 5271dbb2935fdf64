/// A trainer small enough to be a test's: least mean squares.
struct LinearModel {
  let featureNames: [String]
  private var weights: [Float]
  private var bias: Float = 0

  init(featureNames: [String]) {
    self.featureNames = featureNames
    weights = Array(repeating: 0, count: featureNames.count)
  }

  mutating func learn(_ row: ArraySlice<Float>, target: Float) {
    let error = target - score(row)
    bias += 0.01 * error
    for (index, value) in row.enumerated() { weights[index] += 0.01 * error * value }
  }

  func score(_ row: ArraySlice<Float>) -> Float {
    zip(weights, row).reduce(bias) { $0 + $1.0 * $1.1 }
  }
}
