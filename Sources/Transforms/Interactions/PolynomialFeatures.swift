import Columns
import Configuration

/// Multiplies columns with each other and with themselves.
struct PolynomialFeatures: RowFunction {
  static let name = "polynomial_features"
  static let parameters: [Parameter<PolynomialFeatures>] = [
    .init("degree", \.degree, "The highest degree, or the lowest and the highest as `[min, max]`.", .atLeast(0)),
    .init("interaction_only", \.interactionOnly, "Leave out powers of a column, and products with one."),
    .init("include_bias", \.includeBias, "Put out a column of ones, named `1`."),
    .init("missing", \.missing, "What a missing value becomes: an `error`, or missing products (`keep`)."),
  ]
  static let guide = Guide(
    summary: "Makes all products of the columns up to a degree.",
    counterpart: "sklearn.preprocessing.PolynomialFeatures",
    formula: """
      For the columns a, b and degree 2: 1, a, b, a^2, a b, b^2, by degree and then by the order of columns; with \
      interaction_only 1, a, b, a b. Of n columns there are C(n + d, d) products up to degree d, or the sum of C(n, i) \
      with interaction_only; more than 10,000 are refused when the pipeline is planned.
      """,
    source: "scikit-learn 1.9, preprocessing/_polynomial.py",
    example: "{id: products, use: polynomial_features, columns: [age, spend], with: {degree: 2, include_bias: false}}",
    reveals: "Nothing: nothing is fitted.")

  var degree = [2]
  var interactionOnly = false
  var includeBias = true
  var missing = MissingOperand.error

  private var degrees: ClosedRange<Int>? {
    guard let last = degree.last, degree.count <= 2 else { return nil }
    let first = degree.count == 2 ? degree[0] : 0
    return first <= last ? first...last : nil
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    guard degrees != nil else {
      throw .badArgument(parameter: "degree", problem: "must be a number, or two with the smaller one first")
    }
    try inputs.requireNumbers()
    let (width, steps) = size(for: inputs.count)
    guard width > 0 else { throw .badArgument(parameter: "degree", problem: "leaves no column to put out") }
    guard steps <= OutputColumns.most else {
      let number = steps == .max ? "more than \(OutputColumns.most) columns" : "\(width) columns"
      throw .badArgument(
        parameter: "degree",
        problem: "makes \(number) of \(inputs.count), and at most \(OutputColumns.most) are allowed; "
          + "lower it, select fewer columns or set `interaction_only`")
    }
  }

  /// How many columns are put out for so many inputs, and how many are computed, those of lower degrees among them;
  /// `Int.max` where nobody would count that far.
  private func size(for inputs: Int) -> (width: Int, steps: Int) {
    guard let degrees else { return (0, 0) }
    let highest = highest(of: degrees, for: inputs)
    guard highest <= OutputColumns.most else { return (.max, .max) }
    var (width, steps) = (includeBias ? 1 : 0, 0)
    // The number of products of a degree, C(n + d − 1, d) or C(n, d), from that of the degree before.
    var count = 1
    for degree in 1..<(highest + 1) {
      let factor = interactionOnly ? inputs - degree + 1 : inputs + degree - 1
      let (product, overflow) = count.multipliedReportingOverflow(by: factor)
      guard !overflow, product / degree <= 1 << 53 else { return (.max, .max) }
      count = product / degree
      steps += count
      if degree >= degrees.lowerBound { width += count }
    }
    return (width, steps)
  }

  /// The highest degree that has a product; a degree may be any number.
  private func highest(of degrees: ClosedRange<Int>, for inputs: Int) -> Int {
    interactionOnly ? min(degrees.upperBound, inputs) : degrees.upperBound
  }

  /// The products that are put out, each by the inputs it multiplies; the empty one is the bias.
  private func products(of inputs: Int) -> [[Int]] {
    guard let degrees else { return [] }
    var products: [[Int]] = includeBias ? [[]] : []
    var level: [[Int]] = [[]]
    for degree in 1..<(highest(of: degrees, for: inputs) + 1) {
      level = (0..<inputs).flatMap { input in
        level.filter { takes(input, before: $0.first) }.map { [input] + $0 }
      }
      if degree >= degrees.lowerBound { products += level }
    }
    return products
  }

  /// Whether an input may stand before the first factor of a product.
  private func takes(_ input: Int, before first: Int?) -> Bool {
    guard let first else { return true }
    return interactionOnly ? input < first : input <= first
  }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    products(of: inputs.count).map { factors in
      let used = factors.isEmpty ? inputs : Set(factors).sorted().map { inputs[$0] }
      if factors.count == 1 {
        return OutputField(inputs[factors[0]].encoded(as: .float, isNullable: isNullable(used)), replaces: factors[0])
      }
      return OutputField(
        Field(
          name: Self.name(of: factors, inputs.map(\.name)), type: .float,
          isNullable: !factors.isEmpty && isNullable(used), sensitivity: used.sensitivity))
    }
  }

  private func isNullable(_ fields: [Field]) -> Bool { missing == .keep && fields.contains { $0.isNullable } }

  /// `1`, `a`, `a^2 b`.
  private static func name(of factors: [Int], _ names: [String]) -> String {
    guard !factors.isEmpty else { return "1" }
    return Set(factors).sorted()
      .map { input in
        let power = factors.count { $0 == input }
        return power == 1 ? names[input] : "\(names[input])^\(power)"
      }
      .joined(separator: " ")
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    let names = fitted.columns
    let numbers = try rows.numbers(named: names, missing: missing)
    var columns: [Column] = includeBias ? [Column(.float(Buffer(repeating: 1, count: rows.count)))] : []
    var level = [Product(factors: [], values: nil)]
    guard let degrees else { return columns }
    for degree in 1..<(highest(of: degrees, for: numbers.count) + 1) {
      level = numbers.indices.flatMap { input in
        level.filter { takes(input, before: $0.factors.first) }.map { $0.times(numbers[input], at: input) }
      }
      guard degree >= degrees.lowerBound else { continue }
      for product in level {
        guard let values = product.values else { continue }
        if degree > 1 { try rows.requireFinite(values, named: Self.name(of: product.factors, names)) }
        // Times a negative number the slot of a missing value is −0.
        let validity = product.factors.reduce(nil) { $0 & rows.columns[$1].validity }
        columns.append(Column(.float(values.cleared(where: validity, 0)), validity: validity))
      }
    }
    return columns
  }

  /// A product of inputs; without factors it has no values yet.
  private struct Product {
    let factors: [Int]
    let values: Buffer<Double>?

    func times(_ numbers: Buffer<Double>, at input: Int) -> Product {
      Product(factors: [input] + factors, values: values.map { PolynomialFeatures.product($0, numbers) } ?? numbers)
    }
  }

  private static func product(_ a: Buffer<Double>, _ b: Buffer<Double>) -> Buffer<Double> {
    Buffer(count: a.count) { memory in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for row in 0..<memory.count { memory[row] = a[row] * b[row] }
        }
      }
    }
  }
}
