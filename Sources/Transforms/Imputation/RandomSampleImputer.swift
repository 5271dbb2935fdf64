import Columns
import Configuration

/// Fills missing values with values drawn from those seen.
struct RandomSampleImputer: Transformer {
  static let name = "random_sample_imputer"
  static let parameters: [Parameter<RandomSampleImputer>] = [
    .init("random_state", \.randomState, "Another number gives other draws.", .atLeast(0))
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

  struct Statistics: Accumulator {
    let names: [String]
    var columns: [LevelCounts]

    mutating func update(_ rows: Rows) throws(TransformError) {
      try rows.require(names)
      for index in columns.indices { columns[index].update(rows.columns[index], people: rows.people) }
    }

    mutating func merge(_ other: Statistics) throws(TransformError) {
      for (index, name) in names.enumerated() { try columns[index].merge(other.columns[index], column: name) }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name), columns: context.inputs.map { LevelCounts(type: $0.type, k: context.k) })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<SampledColumn> {
    var columns: [SampledColumn] = []
    for (name, counts) in zip(statistics.names, statistics.columns) {
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
      let draws = fitted.draws(rows, where: column.validity, randomState: UInt64(randomState))
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
    let salt = RowDraws.salt(name, randomState)
    return Buffer(count: rows.count) { memory in
      memory.initialize(repeating: 0)
      guard let validity else { return }
      for row in 0..<memory.count where !validity[row] {
        // Rows without a hash are told apart by their number in the source.
        let hash = rows.hashes?[row] ?? UInt64(bitPattern: rows.rowNumbers[row])
        memory[row] = position(of: RowDraws.draw(hash, salt, below: cumulative[cumulative.count - 1]))
      }
    }
  }

  /// The first value whose cumulative count is above `draw`.
  private func position(of draw: UInt64) -> Int32 {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > draw { high = middle } else { low = middle + 1 }
    }
    return Int32(low)
  }
}

extension SampledColumn {
  static let members = ["name", "values", "counts"]

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

/// Numbers that look random and are a function of a row's keyed hash alone.
private enum RowDraws {
  /// Tells columns and seeds apart: FNV-1a over the name.
  static func salt(_ name: String, _ randomState: UInt64) -> UInt64 {
    mix(name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } ^ mix(randomState))
  }

  /// Uniform from 0 to below `bound`, without modulo bias.
  static func draw(_ hash: UInt64, _ salt: UInt64, below bound: UInt64) -> UInt64 {
    mix(hash ^ salt).multipliedFullWidth(by: bound).high
  }

  /// A step of SplitMix64.
  private static func mix(_ word: UInt64) -> UInt64 {
    (word &+ 0x9e37_79b9_7f4a_7c15).mixed
  }
}
