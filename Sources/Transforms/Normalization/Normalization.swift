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

/// The numbers of one column: all finite, the slots of missing ones 0.
struct Numbers {
  let name: String
  let values: Buffer<Double>
  let validity: Bitmap?
  /// The rows they are of.
  let rows: Rows
}

/// What is collected of one column's numbers.
protocol ColumnStatistics: Sendable, Codable {
  mutating func update(_ numbers: Numbers) throws(TransformError)
  /// Puts numbers in the place of as many that counted as missing.
  mutating func fill(_ numbers: Numbers) throws(TransformError)
  mutating func merge(_ other: Self)
}

extension ColumnStatistics {
  mutating func fill(_ numbers: Numbers) throws(TransformError) { try update(numbers) }
}

/// Of a column of which nothing has to be known.
struct NothingCollected: ColumnStatistics {
  mutating func update(_ numbers: Numbers) {}
  mutating func merge(_ other: NothingCollected) {}
}

/// What is collected of all columns.
struct NormalizationStatistics<Collected: ColumnStatistics>: Accumulator {
  let names: [String]
  private let inf: InfinityPolicy
  private let refusesMissing: Bool
  private var columns: [Collected]
  /// Kept only where infinities are clipped.
  private var ends: [Ends]?

  init(_ identity: Collected, _ context: FitContext, inf: InfinityPolicy, refusesMissing: Bool) {
    names = context.inputs.map(\.name)
    self.inf = inf
    self.refusesMissing = refusesMissing
    columns = context.inputs.map { _ in identity }
    ends = inf == .clip ? context.inputs.map { _ in Ends(k: context.k) } : nil
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    for (index, name) in names.enumerated() {
      let column = rows.columns[index]
      if inf == .error { try rows.requireFinite(column, named: name) }
      let finite = inf == .error ? column : column.withoutInfinities()
      guard let values = finite.numbers else {
        throw .wrongType(column: name, expected: "int, float or bool", found: column.valueType)
      }
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

  /// What was collected of a column with its infinities clipped, and what they are clipped to.
  func column(_ index: Int) throws(TransformError) -> (collected: Collected, limits: ClosedRange<Double>?) {
    var collected = columns[index]
    guard let ends, let limits = try ends[index].bounds(column: names[index]) else { return (collected, nil) }
    if let clipped = ends[index].numbers(named: names[index], within: limits) { try collected.fill(clipped) }
    return (collected, limits)
  }
}

/// `{"columns": […]}`, and `"limits"` where infinities are clipped.
struct FittedNormalization<Element: FittedColumn>: FittedState {
  let columns: [Element]
  /// By column; `nil` unless infinities are clipped.
  let limits: [FittedLimits]?

  init(_ columns: [Element], limits: [FittedLimits]? = nil) {
    self.columns = columns
    self.limits = limits
  }

  init(json: JSON) throws(TransformError) {
    let hasLimits = json["limits"] != nil
    let reader = try StateReader(json, hasLimits ? ["columns", "limits"] : ["columns"])
    columns = try reader.columns()
    limits = hasLimits ? try reader.columns("limits") : nil
    guard limits.map({ $0.map(\.name) == columns.map(\.name) }) ?? true else {
      throw .badState(problem: "its limits are of other columns")
    }
  }

  var json: JSON {
    let columns = JSON.Member("columns", .array(columns.map(\.json)))
    return .object([columns] + (limits.map { [JSON.Member("limits", .array($0.map(\.json)))] } ?? []))
  }

  var inputs: [String]? { columns.map(\.name) }
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
