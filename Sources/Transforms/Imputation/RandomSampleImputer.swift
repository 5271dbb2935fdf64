import Columns
import Configuration

/// Fills missing values with values drawn from those seen.
struct RandomSampleImputer: Transformer {
  static let name = "random_sample_imputer"
  static let drawsByRow = true
  static let parameters: [Parameter<RandomSampleImputer>] = [
    .init("random_state", \.randomState, "Another number draws other values.")
  ]
  static let guide = Guide(
    summary: "Fills missing values with values drawn at random from those seen, as often as they were seen.",
    counterpart: nil,
    formula: """
      A draw takes value v with probability count(v) / Σ count. It is decided by random_state, the column's name and \
      the keyed hash of the row's key alone: a row gets the same draw in every run, in any order, and by itself. \
      feature_engine's RandomSampleImputer draws with numpy's generator instead, one row after the other. With \
      privacy.k only values of at least k people are drawn; a column without such values is refused.
      """,
    source: "feature_engine 1.9, imputation/random_sample.py; hash by the finalizer of SplitMix64",
    example: "{id: fill, use: random_sample_imputer, columns: [plan, tariff], with: {random_state: 7}}",
    reveals: """
      Every value of each column and its number of rows; with privacy.k only values of at least k people. Do not use \
      it without privacy.k on columns that tell of people.
      """)

  var randomState = 0

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireValues()
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<SampledColumn>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      var field = field
      field.isNullable = false
      return OutputField(field, replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<SampledColumn> {
    var columns: [SampledColumn] = []
    for (name, counts) in zip(context.inputs.map(\.name), statistics.columns) {
      let values = counts.values
      guard !values.isEmpty else { throw .unfittable(column: name, problem: "has no value to draw from") }
      let kept = values.indices
        .filter { counts.isLargeEnough($0 + 1) }
        .sorted { values[$0].precedes(values[$1]) }
      guard !kept.isEmpty else { throw .tooFewPeople(column: name, k: context.k ?? 0) }
      columns.append(
        try SampledColumn(name: name, values: kept.map { values[$0] }, counts: kept.map { counts.count(of: $0 + 1) }))
    }
    return FittedColumns(columns)
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<SampledColumn>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      let draws = fitted.draws(rows, where: column.validity, randomState: UInt64(bitPattern: Int64(randomState)))
      guard let filled = column.filled(with: fitted.values, choices: draws) else {
        throw .badState(problem: "the values of column `\(fitted.name)` are of another type")
      }
      columns.append(filled)
    }
    return columns
  }
}

/// The values that are drawn for a column.
struct SampledColumn: FittedColumn {
  let name: String
  /// Ascending; at least one.
  let values: [Value]
  /// The rows of each value.
  let counts: [Int64]
  /// The rows of all values up to each.
  private let cumulative: [UInt64]

  init(name: String, values: [Value], counts: [Int64]) throws(TransformError) {
    self.name = name
    self.values = values
    self.counts = counts
    var total: UInt64 = 0
    var isTooMany = false
    cumulative = counts.map { count in
      let (sum, overflows) = total.addingReportingOverflow(UInt64(count))
      isTooMany = isTooMany || overflows
      total = sum
      return total
    }
    guard !values.isEmpty, values.count == counts.count, !isTooMany, !counts.contains(0) else {
      throw .badState(problem: "`values` and `counts` do not go together")
    }
  }

  /// The position among `values` of each missing row's draw; 0 elsewhere.
  fileprivate func draws(_ rows: Rows, where validity: Bitmap?, randomState: UInt64) -> Buffer<Int32> {
    // Tells columns and seeds apart.
    let salt = (FNV1a.bytes(of: name) ^ (randomState &+ .golden).mixed &+ .golden).mixed
    return Buffer(count: rows.count) { memory in
      memory.initialize(repeating: 0)
      guard let validity else { return }
      let hashes = rows.drawHashes
      for row in 0..<memory.count where !validity[row] {
        memory[row] = position(of: hashes[row].drawn(salt).reduced(below: cumulative[cumulative.count - 1]))
      }
    }
  }

  /// The first value whose cumulative count is above `draw`.
  private func position(of draw: UInt64) -> Int32 {
    Int32((0..<(cumulative.count - 1)).partitionPoint { cumulative[$0] <= draw })
  }
}

extension SampledColumn {
  static let members: [StateMember] = ["name", .values("values", counts: "counts"), .counts("counts")]

  init(_ reader: StateReader) throws(TransformError) {
    try self.init(
      name: try reader.string("name"), values: try reader.values("values"), counts: try reader.counts("counts"))
  }

  var json: JSON {
    [
      "name": .string(name), "values": .array(values.map(\.json)),
      "counts": .array(counts.map { .int($0) }),
    ]
  }
}
