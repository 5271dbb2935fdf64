import Columns

/// What a linear model is fitted on: co-moments for a numeric target, the rows themselves for classes, since logistic
/// regression goes over them several times. Nothing but importances leaves them.
struct ModelStatistics: Accumulator {
  let names: [String]
  let targetName: String
  private let estimator: LinearEstimator
  /// Of the features and, last, the target.
  private(set) var moments: CoMomentMatrix
  /// Each feature chunk by chunk.
  private(set) var features: [[Buffer<Double>]]
  private(set) var classes: CodedRows
  private(set) var crowd: Crowd

  init(_ estimator: LinearEstimator, _ context: FitContext) {
    self.estimator = estimator
    names = context.inputs.map(\.name)
    targetName = context.target?.name ?? ""
    moments = CoMomentMatrix(columns: names.count + 1)
    features = names.map { _ in [] }
    classes = CodedRows(type: context.target?.type ?? .int)
    crowd = Crowd(k: context.k)
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    let target = try rows.target(for: estimator.rawValue, named: targetName)
    var columns: [Buffer<Double>] = []
    for (index, name) in names.enumerated() {
      try rows.requirePresent(rows.columns[index], named: name)
      columns.append(try rows.numbers(of: index, named: name))
    }
    guard rows.count > 0 else { return }
    crowd.update(rows, nil)
    if estimator.isClassifier {
      for (index, column) in columns.enumerated() { features[index].append(column) }
      classes.update(target)
      try classes.levels.requireRoom(column: targetName)
    } else {
      guard let numbers = target.numbers else {
        throw .wrongType(column: targetName, expected: "int or float", found: target.valueType)
      }
      moments.merge(CoMomentMatrix(columns + [numbers]))
    }
  }

  mutating func merge(_ other: ModelStatistics) throws(TransformError) {
    moments.merge(other.moments)
    for index in features.indices { features[index] += other.features[index] }
    try classes.merge(other.classes, column: targetName)
    crowd.merge(other.crowd)
  }

  /// Refuses to learn from no row, from one class, from fewer than k people.
  func require() throws(TransformError) {
    guard estimator.isClassifier ? !classes.chunks.isEmpty : moments.count > 0 else {
      throw .unusableTarget(problem: "there is no row to learn the coefficients from")
    }
    if estimator.isClassifier, classes.levels.count < 3 {
      throw .unusableTarget(problem: "the target `\(targetName)` has one class only")
    }
    if let first = names.first { try crowd.require(column: first) }
    for (index, name) in names.enumerated() where !moments.products[index, index].isFinite {
      throw .unfittable(column: name, problem: TransformError.tooLarge)
    }
  }
}

extension TransformError {
  /// The columns do not allow of a unique model within the precision of doubles.
  static func illConditioned(_ names: [String]) -> TransformError {
    .unfittable(
      column: names.first ?? "", problem: "and the others of the step differ too much in size for a model: scale them")
  }
}
