import Columns
import Configuration

/// Puts numbers into the bins that a small decision tree, grown on one column, finds most telling of the target.
struct DecisionTreeDiscretizer: Transformer {
  static let name = "decision_tree_discretizer"
  static let parameters: [Parameter<DecisionTreeDiscretizer>] = [
    .init(
      "bin_output", \.binOutput, "`prediction`: what the tree predicts for the bin; `bin_number`: its number, from 0."),
    .init("regression", \.regression, "Whether the target is a number to be predicted, or a class."),
    .init("max_depth", \.maxDepth, "Levels of splits: at most 2^max_depth bins.", .atLeast(1), .atMost(13)),
    .init("min_samples_leaf", \.minSamplesLeaf, "The fewest rows of a bin.", .atLeast(1)),
    .init("cv", \.cv, "Number of folds for predictions on the rows that are fitted on.", .atLeast(2), .atMost(100)),
    .init(
      "missing", \.missing, "What a missing value becomes: an `error`, missing again (`keep`), or a `bin` of its own."),
  ]
  static let guide = Guide(
    summary: "Puts numbers into the bins of a decision tree that predicts the target from the column alone.",
    counterpart: "feature_engine.discretisation.DecisionTreeDiscretiser",
    formula: """
      Each split minimises the sum of squared errors (regression) or Gini's impurity of its two parts; thresholds lie \
      halfway between neighbouring values, and a bin is (a, b]. prediction gives the mean of the target in the bin, or \
      the share of the last of two classes; bin_number the number of the bin. A row that was fitted on gets the \
      prediction of the tree grown on the folds that it is not in, decided by the keyed hash of its key. Missing values \
      under `bin` are predicted by their own mean, or have the last number. With privacy.k a split leaves at least k \
      people on each side.
      """,
    source: "Breiman et al. (1984); scikit-learn 1.9, tree/; feature_engine 1.9, discretisation/decision_tree.py",
    example: """
      {id: ages, use: decision_tree_discretizer, columns: [age], with: {regression: false, max_depth: 2}}
      """,
    reveals: """
      The thresholds and the mean of the target in each bin. A threshold is the middle of two values of the column; with \
      privacy.k at least k people lie in each bin.
      """)
  static var needsTarget: Bool { true }

  enum Output: String, ParameterWord {
    case prediction
    case binNumber = "bin_number"
  }

  var binOutput = Output.prediction
  var regression = true
  var maxDepth = 3
  var minSamplesLeaf = 1
  var cv = 3
  var missing = MissingBin.error

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    _ = try target.required(by: Self.name)
    try target.require(number: regression, by: "regression: \(regression)")
    try inputs.requireNumbers()
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<TreeColumn>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      OutputField(
        field.encoded(
          as: binOutput == .prediction ? .float : .int, isNullable: missing == .keep && field.isNullable),
        replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> TreeStatistics {
    TreeStatistics(context, regression: regression, missing: missing, folds: Folds(count: cv))
  }

  func finish(_ statistics: TreeStatistics, _ context: FitContext) throws(TransformError) -> FittedColumns<TreeColumn> {
    let classes = statistics.sortedClasses
    if let count = classes?.count {
      guard count <= TreeStatistics.mostClasses else {
        throw .unusableTarget(problem: "the target has more than \(TreeStatistics.mostClasses) classes")
      }
      guard binOutput == .binNumber || count <= 2 else {
        throw .unusableTarget(
          problem: "the target has more than two classes, of which `bin_output: prediction` predicts one; "
            + "use `bin_number`")
      }
    }
    var columns: [TreeColumn] = []
    for (index, field) in context.inputs.enumerated() {
      let rows = statistics.rows(of: index, classes: classes)
      let gaps = statistics.gaps(of: index, classes: classes)
      let all = try column(field.name, rows, gaps, classes: classes?.count, k: context.k)
      guard binOutput == .prediction else {
        columns.append(TreeColumn(name: field.name, tree: all.tree, missing: all.missing, outOfFold: nil))
        continue
      }
      var folds: [TreeColumn.Part] = []
      for fold in 0..<Int32(cv) {
        let others = rows.filter { $0.fold != fold }
        guard !others.isEmpty else {
          throw .unfittable(
            column: field.name, problem: "has all its rows in one fold; out-of-fold prediction needs more rows")
        }
        folds.append(
          others.count == rows.count
            ? all
            : try column(
              field.name, others, gaps.filter { $0.fold != fold }, classes: classes?.count, k: context.k))
      }
      columns.append(
        TreeColumn(
          name: field.name, tree: all.tree, missing: all.missing,
          outOfFold: .init(folds: statistics.folds, parts: folds)))
    }
    return FittedColumns(columns)
  }

  /// The tree over some rows, and the prediction for missing values beside them.
  private func column(
    _ name: String, _ rows: [TreeRow], _ gaps: [TreeRow], classes: Int?, k: Int?
  ) throws(TransformError) -> TreeColumn.Part {
    guard !rows.isEmpty else { throw .unfittable(column: name, problem: "has no value to learn bins from") }
    if let k { try rows.crowd(k: k).require(column: name) }
    let tree = TreeGrower(
      rows: rows, criterion: classes.map { .gini(classes: $0) } ?? .squaredError, maxDepth: maxDepth,
      minSamplesLeaf: minSamplesLeaf, k: k
    ).tree()
    // The gaps of too few people are predicted like anybody.
    let known = !gaps.isEmpty && gaps.crowd(k: k).isLargeEnough ? gaps : rows
    let missing = known.reduce(0) { $0 + $1.target } / Double(known.count)
    guard missing.isFinite, tree.predictions.allSatisfy(\.isFinite) else {
      throw .unusableTarget(problem: "the target is too large to be averaged")
    }
    return TreeColumn.Part(tree: tree, missing: missing)
  }
}

extension [TreeRow] {
  fileprivate func crowd(k: Int?) -> Crowd {
    var crowd = Crowd(k: k)
    for row in self where !crowd.isLargeEnough { crowd.insert(row.person) }
    return crowd
  }
}
