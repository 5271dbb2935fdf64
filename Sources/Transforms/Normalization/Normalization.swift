import Columns
import Configuration

/// What the members of this family share: columns of numbers, of each of which something of its own is collected and
/// fitted, and one policy for infinities.
protocol Normalization: Transformer
where Statistics == NormalizationStatistics<Collected>, Fitted == FittedNormalization<ScaledColumn> {
  /// What is collected of one column; `NothingCollected` where nothing has to be.
  associatedtype Collected: ColumnStatistics
  /// What is fitted for one column.
  associatedtype ScaledColumn: FittedColumn

  var inf: InfinityPolicy { get set }
  /// Whether a missing value is an error.
  var refusesMissing: Bool { get }
  /// The identity of `Collected.merge`.
  func collected(_ context: FitContext) -> Collected
  func fit(_ collected: Collected, named name: String) throws(TransformError) -> ScaledColumn
}

extension Normalization {
  static var infinityParameter: Parameter<Self> { .init("inf", \.inf, InfinityPolicy.summary) }

  var refusesMissing: Bool { false }
  var learnsNothing: Bool { Collected.self == NothingCollected.self && inf != .clip }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireNumbers() }

  /// One float column for each number, in its place. Infinities that become missing make it nullable.
  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      var field = field
      field.type = .float
      if inf == .null { field.isNullable = true }
      return OutputField(field, replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(collected(context), context, inf: inf, refusesMissing: refusesMissing)
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> Fitted {
    var columns: [ScaledColumn] = []
    var limits: [FittedLimits] = []
    for (index, name) in statistics.names.enumerated() {
      let column = try statistics.column(index)
      columns.append(try fit(column.collected, named: name))
      limits.append(FittedLimits(name: name, limits: column.limits))
    }
    return Fitted(columns, limits: inf == .clip ? limits : nil)
  }

  /// Input `index` without infinities, and without gaps where they are refused.
  func finite(_ index: Int, of rows: Rows, _ fitted: Fitted) throws(TransformError) -> Column {
    let name = fitted.columns[index].name
    var column = rows.columns[index]
    switch inf {
    case .error: try rows.requireFinite(column, named: name)
    case .null: column = column.withoutInfinities()
    case .clip:
      guard let limits = fitted.limits else { throw .badState(problem: "it has no limits to clip infinities to") }
      column = column.withoutInfinities(limits: limits[index].limits)
    }
    if refusesMissing { try rows.requirePresent(column, named: name) }
    return column
  }
}
