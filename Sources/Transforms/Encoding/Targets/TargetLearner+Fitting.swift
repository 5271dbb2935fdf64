import Columns
import Configuration

extension TargetLearner {
  func finish(_ statistics: TargetStatistics, _ context: FitContext) throws(TransformError) -> TargetEncodings {
    let kind = try kind(of: context.target)
    let fields = features(context.inputs)
    let named =
      kind == .multiclass ? statistics.classes.named(declared: context.target?.vocabulary) : []
    let outputs: [TargetOutput] =
      switch kind {
      case .continuous: [.number]
      case .binary: [.ofClass(statistics.classes.positive)]
      case .multiclass: named.map { .ofClass($0.class) }
      }
    let classes = kind == .multiclass ? named.map(\.name) : nil
    guard let first = fields.first else {
      return TargetEncodings(classes: classes, time: nil, neutral: [], columns: [], outOfSample: nil)
    }
    try requireClasses(classes, of: fields, context.k)
    if needsTwoClasses && statistics.classes.count == 1 {
      throw .unusableTarget(
        problem: "the target `\(context.target?.name ?? "")` has one class; `\(Self.name)` needs two")
    }

    let parts = statistics.parts.inOrder
    let seen = zip(statistics.columns, fields).map { cells, field in cells.categories(as: field.type, parts: parts) }
    let priors = outputs.map { TargetPriors(statistics.columns[0], seen[0], $0, parts: parts.count) }
    try requireRows(priors, statistics, first.name, context.k)

    var columns: [TargetEncodings.Column] = []
    var outOfSample: [OutOfSample.Column] = []
    for (position, field) in fields.enumerated() {
      let fitting = ColumnFitting(
        cells: statistics.columns[position], categories: seen[position], outputs: outputs, priors: priors,
        parts: statistics.parts, people: statistics.people)
      let column = fitting.column(named: field.name, formula)
      let own = fitting.outOfSample(
        column.lookup, formula, crossFit, positive: kind == .continuous ? nil : statistics.classes.positiveNames)
      guard (column.encodings + (column.missing ?? [])).allSatisfy(\.isFinite),
        own.tables.allSatisfy({ $0.allSatisfy { !$0.isInfinite } })
      else { throw unfinishable(field) }
      columns.append(column)
      outOfSample.append(own)
    }
    let neutral = priors.map { formula.neutral($0.all) }
    guard neutral.allSatisfy(\.isFinite) else { throw unfinishable(first) }
    return TargetEncodings(
      classes: classes, time: time?.value, neutral: neutral, columns: columns,
      outOfSample: OutOfSample(parts: statistics.parts, columns: outOfSample))
  }

  private func unfinishable(_ field: Field) -> TransformError {
    .unfittable(
      column: field.name,
      problem: "has an encoding beyond the range of numbers: the target is too large, or "
        + "a category without enough regularization or smoothing")
  }

  /// Refuses classes of which none may be named, and output columns of one name.
  private func requireClasses(_ classes: [String]?, of fields: [Field], _ k: Int?) throws(TransformError) {
    guard let classes else { return }
    if classes.isEmpty, let k { throw .tooFewPeople(column: fields[0].name, k: k) }
    try OutputColumns.check(
      fields.map { field in (field.name, classes.map { "\(field.name)_\($0)" }) }, remedy: "take another `target_type`")
  }

  /// Refuses rows of which some would have no other to learn from, and a target that is too large to be averaged.
  private func requireRows(
    _ priors: [TargetPriors], _ statistics: TargetStatistics, _ column: String, _ k: Int?
  ) throws(TransformError) {
    let rowCount = priors.first?.all.count ?? 0
    guard rowCount > 0 else { throw .unfittable(column: column, problem: TransformError.noRow) }
    guard priors.allSatisfy({ $0.all.squares.isFinite && $0.all.mean.isFinite }) else {
      throw .unusableTarget(problem: "the target is too large for its variance to be computed")
    }
    if let k, !statistics.people.areLargeEnough(together: 0..<statistics.parts.count) {
      throw .tooFewPeople(column: column, k: k)
    }
    switch crossFit {
    case .others:
      guard rowCount > 1 else {
        throw .unfittable(column: column, problem: "has one row; without it there is nothing to learn from")
      }
    case .earlier:
      guard statistics.parts.count > 1 else {
        throw .unfittable(
          column: column, problem: "has all its rows in one period; encoding from earlier periods needs more")
      }
    case .folds:
      guard let priors = priors.first, priors.isFolded else {
        throw .unfittable(
          column: column, problem: "has all its rows in one fold; out-of-fold encoding needs more rows")
      }
      guard let k else { return }
      for fold in priors.byPart.indices where priors.byPart[fold].count > 0 {
        let others = priors.byPart.indices.filter { $0 != fold }
        guard statistics.people.areLargeEnough(together: others) else { throw .tooFewPeople(column: column, k: k) }
      }
    }
  }
}
