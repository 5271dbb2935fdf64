import Columns

/// What is collected of all columns.
struct NormalizationStatistics<Collected: ColumnStatistics>: Accumulator {
  let names: [String]
  private let inf: InfinityPolicy
  private let refusesMissing: Bool
  private var columns: [Collected]
  /// Kept only where infinities are clipped.
  private var ends: [ClippingEnds]?

  init(_ identity: Collected, _ context: FitContext, inf: InfinityPolicy, refusesMissing: Bool) {
    names = context.inputs.map(\.name)
    self.inf = inf
    self.refusesMissing = refusesMissing
    columns = context.inputs.map { _ in identity }
    ends = inf == .clip ? context.inputs.map { _ in ClippingEnds(k: context.k) } : nil
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    for (index, name) in names.enumerated() {
      let column = rows.columns[index]
      if inf == .error { try rows.requireFinite(column, named: name) }
      let finite = inf == .error ? column : column.withoutInfinities()
      let values = try finite.requiredNumbers(named: name)
      let numbers = Numbers(name: name, values: values, validity: finite.validity, rows: rows)
      if refusesMissing { try rows.requirePresent(inf == .clip ? column : finite, named: name) }
      ends?[index].update(column, numbers)
      try columns[index].update(numbers)
    }
  }

  mutating func merge(_ other: NormalizationStatistics) {
    for index in names.indices {
      columns[index].merge(other.columns[index])
      if let others = other.ends { ends?[index].merge(others[index]) }
    }
  }

  var heldByteCount: Int { columns.reduce(0) { $0 + $1.heldByteCount } }

  /// What was collected of a column with its infinities clipped, and what they are clipped to.
  func column(_ index: Int) throws(TransformError) -> (collected: Collected, limits: ClosedRange<Double>?) {
    var collected = columns[index]
    guard let ends, let limits = try ends[index].bounds(column: names[index]) else { return (collected, nil) }
    if let clipped = ends[index].numbers(named: names[index], within: limits) { try collected.fill(clipped) }
    return (collected, limits)
  }
}
