import CKernels
import Columns
import Configuration

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Makes a column more like a normal distribution by the power that does so best.
struct PowerTransformer: Scaler {
  static let name = "power_transformer"
  static let parameters: [Parameter<PowerTransformer>] = [
    .init("method", \.method, "`yeo-johnson` for any number, `box-cox` for positive ones."),
    .init("standardize", \.standardize, "Centre the result on 0 and scale it to unit variance."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Makes numbers more like a normal distribution by a fitted power.",
    counterpart: "sklearn.preprocessing.PowerTransformer",
    formula: """
      yeo-johnson: ((x + 1)^λ - 1) / λ for x >= 0, ln(x + 1) at λ = 0; -((1 - x)^(2 - λ) - 1) / (2 - λ) for x < 0, \
      -ln(1 - x) at λ = 2. box-cox: (x^λ - 1) / λ, ln x at λ = 0, an error where x is not positive. λ maximises the \
      likelihood of a normal distribution, by Brent's method; 1 for a constant column (box-cox: an error). Then, if \
      asked for, (y - mean) / std with denominator n. Missing values are left out of the fit and stay missing; a column \
      without any value is an error.
      """,
    source: """
      Yeo and Johnson, "A New Family of Power Transformations", Biometrika 87 (2000); Box and Cox, "An Analysis of \
      Transformations", JRSS B 26 (1964); scikit-learn 1.9, preprocessing/_data.py; scipy 1.17, stats/_morestats.py
      """,
    example: "{id: bend, use: power_transformer, columns: {tag: money}}",
    reveals: "The exponent, mean and standard deviation of each column; with privacy.k over at least k people.")

  enum Method: String, ParameterWord, Codable {
    case yeoJohnson = "yeo-johnson"
    case boxCox = "box-cox"

    static let notPositive = "the value is not positive, which box-cox needs"
  }

  var method = Method.yeoJohnson
  var standardize = true
  var inf = InfinityPolicy.error

  /// A column's exponent, and how the result is standardised: 0 and 1 where it is not.
  struct ScaledColumn: FittedScale {
    let name: String
    let lambda: Double
    let mean: Double
    let scale: Double

    var isEmpty: Bool { false }
  }

  var hidesInfinity: Bool { true }
  var refusal: String { method == .boxCox ? Method.notPositive : "the result is too large for a double" }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn) {
    method.apply(fitted.lambda, to: numbers)
    guard standardize else { return }
    for row in 0..<numbers.count { numbers[row] = (numbers[row] - fitted.mean) / fitted.scale }
  }
}

extension PowerTransformer.Method {
  /// Transforms in place; what is not positive becomes NaN under Box-Cox.
  func apply(_ lambda: Double, to numbers: UnsafeMutableBufferPointer<Double>) {
    takeLogarithms(of: numbers)
    takePowers(lambda, of: numbers)
  }

  /// Box-Cox: ln x. Yeo-Johnson: ln(1 + x), for negative numbers −ln(1 − x).
  func takeLogarithms(of numbers: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .boxCox: for row in 0..<numbers.count { numbers[row] = numbers[row] > 0 ? log(numbers[row]) : .nan }
    case .yeoJohnson: ck_log1p_of_size(numbers.baseAddress, numbers.count)
    }
  }

  /// From logarithms l to (e^(λl) − 1)/λ, which is l at λ = 0; under Yeo-Johnson negative ones are taken by their size,
  /// with 2 − λ.
  func takePowers(_ lambda: Double, of logarithms: UnsafeMutableBufferPointer<Double>) {
    switch self {
    case .boxCox:
      guard abs(lambda) >= .ulpOfOne else { return }
      Exponentials.replace(logarithms) { Exponentials.expm1($0 * lambda) / lambda }
    case .yeoJohnson:
      Exponentials.replace(logarithms) { logarithm in
        let isNegative = logarithm .< 0
        let size = Exponentials.magnitude(logarithm)
        var exponent = Exponentials.Lanes(repeating: lambda)
        exponent.replace(with: 2 - lambda, where: isNegative)
        let isLogarithm = Exponentials.magnitude(exponent) .< Double.ulpOfOne
        exponent.replace(with: 1, where: isLogarithm)
        var power = Exponentials.expm1(exponent * size) / exponent
        power.replace(with: size, where: isLogarithm)
        return power.replacing(with: -power, where: isNegative)
      }
    }
  }
}

extension PowerTransformer.ScaledColumn {
  static let members: [StateMember] = ["name", .statistics("lambda"), .statistics("mean"), .statistics("scale")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), lambda: try reader.number("lambda"), mean: try reader.number("mean"),
      scale: try reader.number("scale"))
    guard scale != 0 else { throw .badState(problem: "a scale is 0") }
  }

  var json: JSON {
    ["name": .string(name), "lambda": .float(lambda), "mean": .float(mean), "scale": .float(scale)]
  }
}
