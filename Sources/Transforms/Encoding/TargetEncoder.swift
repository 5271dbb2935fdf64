import Columns
import Configuration

/// Replaces each category by the mean of the target over its rows, drawn to the mean of all; out of fold for the rows
/// that were fitted on, so that no row ever sees its own target.
struct TargetEncoder: Transformer {
  enum TargetType: String, ParameterWord { case auto, binary, continuous, multiclass }

  static let name = "target_encoder"
  static let guide = Guide(
    summary: "Replaces each category by the smoothed mean of the target, out of fold for the fitted rows.",
    counterpart: "sklearn.preprocessing.TargetEncoder",
    formula: """
      With n rows of mean ȳc in a category and ȳ over all: smooth m gives (n·ȳc + m·ȳ) / (n + m); auto gives \
      λ·ȳc + (1 − λ)·ȳ, λ = σ²n / (σ²n + SSc/n), σ² the variance of the target and SSc the category's sum of squared \
      deviations. An unseen category becomes ȳ; a missing value is a category of its own. Of a target with two classes \
      the last one counts as 1. A row that was fitted on gets the encoding learned from the folds it is not in, their \
      mean taking the place of ȳ. The fold of a row is decided by the keyed hash of its key.
      """,
    source: "Micci-Barreca (2001), equations 3 to 6; scikit-learn 1.9, sklearn/preprocessing/_target_encoder.py",
    example: """
      - {id: country, use: target_encoder, columns: [country], with: {cv: 5}}
      """,
    reveals: """
      The names of the categories and the smoothed mean of the target in each. With `privacy.k` a category of fewer than \
      k people is neither named nor learned from and becomes the mean of all; the same holds, fold by fold, for the \
      out-of-fold encodings. Which fold saw what is not stored.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("smooth", \.smooth, "How many rows at the mean of all each category is credited with, or auto.", .atLeast(0)),
    .init(
      "target_type", \.targetType,
      "How to read the target: binary, continuous, or by the type of its column (auto: float is continuous)."),
    .init("cv", \.cv, "Number of folds for the rows that are fitted on.", .atLeast(2), .atMost(100)),
  ]

  var smooth = TargetSmoothing.auto
  var targetType = TargetType.auto
  var cv = 5

  init() {}

  static let needsTarget = true

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    _ = try TargetKind(targetType, target)
    try CategoryInputs.check(inputs)
  }

  func outputs(_ inputs: [Field], _ fitted: TargetEncodings?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      OutputField(field.encoded(as: .float, isNullable: false), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> TargetStatistics {
    TargetStatistics(context, kind: try? TargetKind(targetType, context.target), folds: Folds(count: cv))
  }

  func finish(
    _ statistics: TargetStatistics, _ context: FitContext
  ) throws(TransformError) -> TargetEncodings {
    let kind = try TargetKind(targetType, context.target)
    let positive = statistics.positiveClass
    let seen = zip(statistics.columns, context.inputs).map { cells, field in
      cells.categories(as: field.type, kind: kind, positive: positive)
    }
    guard let first = seen.first else { return TargetEncodings(mean: 0, columns: [], outOfFold: nil) }
    let priors = TargetPriors(first, folds: cv)
    try check(priors, statistics.people, context)

    var columns: [TargetEncodings.Column] = []
    var tables: [[Double]] = []
    for (categories, field) in zip(seen, context.inputs) {
      let learned = categories.filter(\.isLearned)
      let column = TargetEncodings.Column(learned, of: field, prior: priors.all, smooth: smooth)
      let table = outOfFold(learned, codeCount: column.lookup.codeCount, priors)
      guard (column.encodings + [column.missing ?? 0]).allSatisfy(\.isFinite), table.allSatisfy(\.isFinite) else {
        throw .unusableTarget(problem: "the target is too large to be averaged with this `smooth`")
      }
      columns.append(column)
      tables.append(table)
    }
    return TargetEncodings(
      mean: priors.all.mean, columns: columns,
      outOfFold: .init(folds: Folds(count: cv), tables: tables))
  }

  private func check(_ priors: TargetPriors, _ people: Crowds, _ context: FitContext) throws(TransformError) {
    let column = context.inputs[0].name
    guard priors.all.count > 0 else { throw .unfittable(column: column, problem: "has no row to learn from") }
    guard priors.all.squares.isFinite else {
      throw .unusableTarget(problem: "the target is too large for its variance to be computed")
    }
    guard priors.isFolded else {
      throw .unfittable(column: column, problem: "has all its rows in one fold; out-of-fold encoding needs more rows")
    }
    guard let k = context.k else { return }
    for fold in priors.without.indices where priors.without[fold] != nil {
      guard people.areLargeEnough(together: (0..<cv).filter { $0 != fold }) else {
        throw .tooFewPeople(column: column, k: k)
      }
    }
  }

  /// The encoding of each code of the column's lookup for rows of each fold.
  private func outOfFold(_ learned: [TargetCategory], codeCount: Int, _ priors: TargetPriors) -> [Double] {
    var table = [Double](repeating: 0, count: codeCount * cv)
    for (fold, prior) in priors.without.enumerated() {
      guard let prior else { continue }
      for code in 0..<codeCount { table[code * cv + fold] = prior.mean }
      for (position, category) in learned.enumerated() {
        let code = category.text == nil ? CategoryLookup.missing : CategoryLookup.first + position
        table[code * cv + fold] = smooth.encoding(of: category.moments(without: fold), prior: prior)
      }
    }
    return table
  }

  func transform(_ rows: Rows, _ fitted: TargetEncodings) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    return zip(fitted.columns, rows.columns).map { column, input in
      let values = [fitted.mean, column.missing ?? fitted.mean] + column.encodings
      return Column(.float(column.lookup.codes(of: input).lookUp(in: values)))
    }
  }

  func transformFitted(_ rows: Rows, _ fitted: TargetEncodings) throws(TransformError) -> [Column] {
    guard let outOfFold = fitted.outOfFold else { return try transform(rows, fitted) }
    try rows.require(fitted.columns.map(\.name))
    let folds = outOfFold.folds.assign(rows)
    return zip(zip(fitted.columns, outOfFold.tables), rows.columns).map { state, input in
      let (column, table) = state
      return Column(
        .float(Self.gather(table, column.lookup.codes(of: input), folds, foldCount: outOfFold.folds.count)))
    }
  }

  private static func gather(
    _ table: [Double], _ codes: Buffer<Int32>, _ folds: Buffer<Int32>, foldCount: Int
  ) -> Buffer<Double> {
    Buffer(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        folds.withUnsafeBufferPointer { folds in
          table.withUnsafeBufferPointer { table in
            for row in 0..<codes.count { memory[row] = table[Int(codes[row]) &* foldCount &+ Int(folds[row])] }
          }
        }
      }
    }
  }
}
