import Columns
import Configuration

/// Replaces columns by the directions in which they vary most.
struct PCA: Transformer {
  static let name = "pca"
  static let parameters: [Parameter<PCA>] = [
    .init(
      "n_components", \.componentCount,
      "How many components are kept: a number, the share of variance that they explain (between 0 and 1), or null: all."
    ),
    .init("whiten", \.whiten, "Scale each component to unit variance."),
    .init("missing", \.missing, "What a missing value becomes: an `error`, or missing components (`keep`)."),
  ]
  static let guide = Guide(
    summary: "Replaces columns by their principal components.",
    counterpart: "sklearn.decomposition.PCA",
    formula: """
      The components are the eigenvectors of the covariance matrix (denominator n - 1), by descending eigenvalue, each \
      with its entry of largest magnitude positive; pca_i = (x - mean) · component_i, divided by the root of the \
      eigenvalue with whiten. The matrix is collected in one pass as sums of products of deviations, merged chunk by \
      chunk. A share of variance keeps the fewest components that explain more than it. Rows with a missing value are \
      left out of the fit.
      """,
    source: "scikit-learn 1.9, decomposition/_pca.py; Chan, Golub and LeVeque (1983)",
    example: "{id: reduce, use: pca, columns: {type: number}, with: {n_components: 3, whiten: true}}",
    reveals: "The mean of each column and the directions of the variance; with privacy.k over at least k people.")

  /// How many components are kept.
  enum Count: ParameterValue, Equatable {
    case all
    case number(Int)
    /// Of the variance.
    case share(Double)

    static func decode(_ node: Node, _ decoder: inout Decoder) -> Count? {
      if node.isNull { return .all }
      guard let number = Double.decode(node, &decoder) else { return nil }
      if number > 0 && number < 1 { return .share(number) }
      if let whole = Int(exactly: number), whole >= 1 { return .number(whole) }
      decoder.report(
        .badValue, at: node.span, "`n_components` must be a whole number from 1, or a share between 0 and 1",
        help: "leave it out to keep all components")
      return nil
    }

    static var schema: JSON {
      [
        "anyOf": [
          ["type": "integer", "minimum": 1], ["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1],
          ["type": "null"],
        ]
      ]
    }

    var json: JSON? {
      switch self {
      case .all: nil
      case .number(let count): .int(Int64(count))
      case .share(let share): .float(share)
      }
    }
  }

  var componentCount = Count.all
  var whiten = false
  var missing = MissingOperand.error

  /// The time to find the components grows with the third power of the number of columns.
  private static let mostInputs = 2000

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireNumbers()
    if case .number(let count) = componentCount, count > inputs.count {
      throw .badArgument(
        parameter: "n_components", problem: "is \(count), but the step has \(inputs.count) columns")
    }
    guard inputs.count <= Self.mostInputs else {
      throw .badArgument(
        parameter: "columns", problem: "selects \(inputs.count) columns; `pca` takes at most \(Self.mostInputs)")
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedPCA?) -> [OutputField] {
    func output(_ name: String, isOpen: Bool = false) -> OutputField {
      OutputField(
        Field(
          name: name, type: .float, isNullable: missing == .keep && inputs.contains { $0.isNullable },
          sensitivity: inputs.sensitivity), replaces: 0, isOpen: isOpen)
    }
    if let fitted { return fitted.components.indices.map { output("pca\($0)") } }
    guard case .number(let count) = componentCount else { return [output("pca*", isOpen: true)] }
    return (0..<count).map { output("pca\($0)") }
  }

  struct Statistics: Accumulator {
    let names: [String]
    let missing: MissingOperand
    var moments: CoMomentMatrix
    var crowd: Crowd

    mutating func update(_ rows: Rows) throws(TransformError) {
      let numbers = try rows.numbers(named: names, missing: missing)
      let complete = rows.complete
      moments.merge(CoMomentMatrix(numbers.map { $0.present(complete) }))
      crowd.update(rows, complete)
    }

    mutating func merge(_ other: Statistics) {
      moments.merge(other.moments)
      crowd.merge(other.crowd)
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), missing: missing, moments: CoMomentMatrix(columns: context.inputs.count),
      crowd: Crowd(k: context.k))
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedPCA {
    let moments = statistics.moments
    let names = statistics.names
    let most = min(moments.count, names.count)
    guard moments.count >= 2, let first = names.first else {
      throw .unfittable(column: names.first ?? "", problem: "has fewer than two rows without a missing value")
    }
    try statistics.crowd.require(column: first)
    for (index, name) in names.enumerated() {
      guard moments.means[index].isFinite, moments.products[index, index].isFinite else {
        throw .unfittable(column: name, problem: TransformError.tooLarge)
      }
    }
    let eigen = SymmetricEigen(moments.products)
    let variances = eigen.values.map { max($0, 0) / Double(moments.count - 1) }
    let count: Int
    switch componentCount {
    case .all: count = most
    case .number(let number):
      guard number <= most else {
        throw .unfittable(column: first, problem: "has fewer rows than `n_components` asks for components")
      }
      count = number
    case .share(let share): count = Self.count(explaining: share, variances)
    }
    return FittedPCA(
      names: names, means: moments.means,
      components: (0..<count).map { .init(weights: eigen.vectors[$0], variance: variances[$0]) })
  }

  /// The fewest components that explain more than a share of the variance; all of them if there is none.
  private static func count(explaining share: Double, _ variances: [Double]) -> Int {
    let total = variances.reduce(0, +)
    var explained = 0.0
    for (index, variance) in variances.enumerated() {
      explained += variance / total
      if explained > share { return index + 1 }
    }
    return variances.count
  }
}
