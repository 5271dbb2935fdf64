import Columns
import Configuration

/// Maps a column onto a uniform or normal distribution by its own quantiles.
struct QuantileTransformer: Scaler {
  static let name = "quantile_transformer"
  static let drawsByRow = true
  static let parameters: [Parameter<QuantileTransformer>] = [
    .init("n_quantiles", \.nQuantiles, "How many quantiles are fitted, at most one a row.", .atLeast(1)),
    .init("output_distribution", \.outputDistribution, "What comes out: `uniform` on [0, 1], or `normal`."),
    .init(
      "subsample", \.subsample, "How many rows the quantiles are computed from at most; `null` for all.", .atLeast(1)),
    .init("random_state", \.randomState, "Another number draws another sample."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Maps each column onto a uniform or normal distribution by its quantiles.",
    counterpart: "sklearn.preprocessing.QuantileTransformer",
    formula: """
      With quantiles q_i at references r_i = i / (n - 1), interpolated linearly: y = (F(x+) + F(x-)) / 2, F the \
      piecewise linear map of q onto r; repeated quantiles give the middle of their references. At and below the first \
      quantile 0, at and above the last 1. `normal` then takes the quantile of the standard normal distribution, held \
      within ±5.19933758. Beyond `subsample` rows those with the smallest keyed hashes are taken. Missing values are \
      left out of the fit and stay missing. With privacy.k the quantiles interpolate values with k people from each to \
      the next.
      """,
    source: "scikit-learn 1.9, preprocessing/_data.py; numpy 2.4 percentile, method linear",
    example: "{id: ranks, use: quantile_transformer, columns: {type: number}, with: {output_distribution: normal}}",
    reveals: """
      Up to n_quantiles values of each column: without privacy.k those of single people; with it values from each to \
      the next of which there are at least k people.
      """)

  enum OutputDistribution: String, ParameterWord {
    case uniform, normal
  }

  var nQuantiles = 1000
  var outputDistribution = OutputDistribution.uniform
  var subsample: Int? = 10_000
  var randomState = 0
  var inf = InfinityPolicy.error

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    if let subsample, nQuantiles > subsample {
      throw .badArgument(parameter: "n_quantiles", problem: "must not be above `subsample`")
    }
    try inputs.requireNumbers()
  }

  /// A column's quantiles, ascending; none for a column that had no value.
  struct ScaledColumn: FittedScale {
    let name: String
    let quantiles: [Double]

    var isEmpty: Bool { quantiles.isEmpty }
  }

  var hidesInfinity: Bool { true }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn) {
    fitted.quantiles.withUnsafeBufferPointer { quantiles in
      switch outputDistribution {
      case .uniform:
        for row in 0..<numbers.count { numbers[row] = Self.share(of: numbers[row], in: quantiles) }
      case .normal:
        // Values this near to an end of the range count as the end.
        let margin = (quantiles[quantiles.count - 1] - quantiles[0]) * 1e-7
        let (low, high) = (quantiles[0] + margin, quantiles[quantiles.count - 1] - margin)
        for row in 0..<numbers.count {
          let number = numbers[row]
          if number <= low {
            numbers[row] = Self.lowest
          } else if number >= high {
            numbers[row] = Self.highest
          } else {
            numbers[row] = Self.normal(Self.share(of: number, in: quantiles))
          }
        }
      }
    }
  }

  /// Which share of the distribution lies below `number`.
  @inline(__always)
  private static func share(of number: Double, in quantiles: UnsafeBufferPointer<Double>) -> Double {
    let last = quantiles.count - 1
    if number <= quantiles[0] || last == 0 { return 0 }
    if number >= quantiles[last] { return 1 }
    // Halves without a branch: q[below] < number all the time.
    var below = 0
    var length = last
    while length > 1 {
      let half = length &>> 1
      below = quantiles[below &+ half] < number ? below &+ half : below
      length &-= half
    }
    let (low, high) = (quantiles[below], quantiles[below &+ 1])
    if high > number { return (Double(below) + (number - low) / (high - low)) / Double(last) }
    // The number is a quantile, perhaps several: q[above] > number all the time.
    var equal = below &+ 1
    if quantiles[equal &+ 1] == number {
      var above = last
      while above &- equal > 1 {
        let middle = (equal &+ above) &>> 1
        if quantiles[middle] > number { above = middle } else { equal = middle }
      }
    }
    return Double(below &+ 1 &+ equal) / 2 / Double(last)
  }

  @inline(__always)
  private static func normal(_ share: Double) -> Double {
    let quantile = NormalDistribution.quantile(share)
    return quantile < lowest ? lowest : quantile > highest ? highest : quantile
  }

  /// The quantiles of the standard normal distribution at 1e-7 and 1 − 1e-7, scikit-learn's bounds, as rounding has
  /// them.
  private static var lowest: Double { -5.199337582605575 }
  private static var highest: Double { 5.19933758270342 }
}

extension QuantileTransformer.ScaledColumn {
  static let members: [StateMember] = ["name", .orderStatistics("quantiles")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(name: try reader.string("name"), quantiles: try reader.numbers("quantiles"))
    guard zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw .badState(problem: "`quantiles` do not ascend")
    }
  }

  var json: JSON { ["name": .string(name), "quantiles": .array(quantiles.map { .float($0) })] }
}
