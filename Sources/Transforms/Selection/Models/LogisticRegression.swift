import Columns

/// Logistic regression with an L2 penalty, by Newton's method over rows that are kept in memory.
///
/// Two classes have one logit, of the class coded last; more have one each, and the penalty alone makes their
/// coefficients unique. Columns are centred first: only the intercepts change, and large offsets do no harm.
struct LogisticRegression {
  private let names: [String]
  private let features: [[Buffer<Double>]]
  private let means: [Double]
  private let classes: [Buffer<Int32>]
  private let logitCount: Int
  private let penalty: Double
  private let rowCount: Int

  /// Coefficients and intercepts of all logits are as many unknowns: their square is held in memory.
  private static let maximumUnknowns = 2000

  /// Of the features at `columns`.
  init(_ statistics: ModelStatistics, _ columns: [Int], penalty: Double) throws(TransformError) {
    names = columns.map { statistics.names[$0] }
    features = columns.map { statistics.features[$0] }
    classes = statistics.classes.chunks
    rowCount = classes.reduce(0) { $0 + $1.count }
    let classCount = statistics.classes.levels.count - 1
    logitCount = classCount == 2 ? 1 : classCount
    self.penalty = penalty
    means = features.map { chunks in
      Moments.merged(chunks.lazy.map { Moments($0, validity: nil) }).mean
    }
    guard means.allSatisfy(\.isFinite) else { throw .illConditioned(names) }
    guard logitCount * (columns.count + 1) <= Self.maximumUnknowns else {
      throw .unusableTarget(
        problem:
          "the target `\(statistics.targetName)` has \(classCount) classes, too many for \(columns.count) columns")
    }
  }

  /// The coefficients at the minimum, a row for each logit.
  func coefficients() throws(TransformError) -> [[Double]] {
    let width = names.count + 1
    var point = [Double](repeating: 0, count: logitCount * width)
    var here = derivatives(at: point)
    var lastDecrement = Double.infinity
    for _ in 0..<Self.maximumSteps {
      guard let factor = Cholesky(nearlyDefinite: here.hessian) else { throw .illConditioned(names) }
      let step = factor.solve(here.gradient).map { -$0 }
      // What a quadratic function would lose, twice.
      let decrement = -zip(here.gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .illConditioned(names) }
      let isNear = decrement < 1e-9 * (1 + here.loss)
      // Near the minimum steps shrink by squaring, until rounding is all that is left of them.
      if decrement <= 1e-24 * Double(rowCount) || isNear && decrement > lastDecrement / 4 {
        point = zip(point, step).map { $0 + $1 }
        break
      }
      lastDecrement = isNear ? decrement : .infinity
      var length = 1.0
      while true {
        let next = zip(point, step).map { $0 + length * $1 }
        let there = derivatives(at: next)
        // Where the loss no longer tells, full steps converge.
        if there.loss <= here.loss - 1e-4 * length * decrement || isNear || length < 1e-10 {
          (point, here) = (next, there)
          break
        }
        length /= 2
      }
    }
    var coefficients = (0..<logitCount).map { logit in Array(point[(logit * width + 1)..<((logit + 1) * width)]) }
    // Those of a column over all logits add up to 0 at the minimum, since nothing but the penalty holds their sum; the
    // equations are nearly blind to it.
    for column in names.indices where logitCount > 1 {
      let mean = coefficients.reduce(0) { $0 + $1[column] } / Double(logitCount)
      for logit in 0..<logitCount { coefficients[logit][column] -= mean }
    }
    return coefficients
  }

  private static let maximumSteps = 200

  private func derivatives(at point: [Double]) -> LogisticDerivatives {
    var result = LogisticDerivatives(logitCount: logitCount, width: names.count + 1)
    for (chunk, codes) in classes.enumerated() {
      result.add(features.map { $0[chunk] }, means, codes, at: point)
    }
    result.penalize(point, by: penalty, rowCount: rowCount)
    return result
  }
}
