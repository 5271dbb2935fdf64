import Columns

/// A measure of groups, over a table that goes by in pieces: what its kernel has of the pieces so far.
///
/// Sums go on row by row from where they were, so that the pieces do not matter to the bit.
struct RunningMeasure: Sendable {
  /// Present values of each group; rows, for a `count` without column.
  private var counts: Buffer<Int64> = []
  /// Sums of integers, or of values that are true.
  private var integers: Buffer<Int64> = []
  private var sums: Buffer<Double> = []
  private var deviations: Buffer<MeasureKernel.Deviations> = []
  /// Of each group, once a pass has found them.
  private var means: Buffer<Double> = []
  /// The value of each group that comes first so far, by value or by time, and its time.
  private var edge: (values: Column, instants: Buffer<Int64>)?
  /// For `nunique`: the levels, and each pair of a group and a level that was seen, counted in `counts`.
  private var levels: Levels?
  private var pairs = WordTable()

  var byteCount: Int {
    counts.byteCount + integers.byteCount + sums.byteCount + deviations.byteCount + means.byteCount
      + (edge.map { $0.values.byteCount + $0.instants.byteCount } ?? 0) + pairs.count * 24 + (levels?.byteCount ?? 0)
  }

  // MARK: - Rows

  /// Takes up the rows of a piece, of which `kernel` has the column. There may be new groups, behind the others.
  mutating func add(_ kernel: MeasureKernel, _ groups: GroupedRows) throws(TransformError) {
    guard let column = kernel.column else { return count(nil, groups) }
    switch kernel.measure.function {
    case .count: count(column.validity, groups)
    case .sum: try sum(column, kernel, groups)
    case .mean, .std, .var:
      count(column.validity, groups)
      sums = kernel.sums(kernel.numbers, groups, from: sums)
    case .any, .all:
      count(column.validity, groups)
      integers = integers.adding(groups.counts(column.bools))
    case .min: try take(kernel.extremes(of: column, groups, Less.self), kernel, Less.self)
    case .max: try take(kernel.extremes(of: column, groups, Greater.self), kernel, Greater.self)
    case .first: try take(kernel.edges(groups, Less.self), kernel, Less.self)
    case .last: try take(kernel.edges(groups, AtLeast.self), kernel, AtLeast.self)
    case .nunique: pair(column, groups)
    case .mode, .median, .quantile: preconditionFailure("not a running measure")
    }
  }

  /// The rows of a second pass: all groups are known.
  mutating func addDeviations(_ kernel: MeasureKernel, _ groups: GroupedRows) throws(TransformError) {
    if means.count == 0 { means = try kernel.means(of: sums, counts) }
    deviations = kernel.deviations(from: means, groups, after: deviations)
  }

  private mutating func count(_ validity: Bitmap?, _ groups: GroupedRows) {
    counts = counts.adding(groups.counts(validity))
  }

  private mutating func sum(_ column: Column, _ kernel: MeasureKernel, _ groups: GroupedRows) throws(TransformError) {
    switch column.values {
    case .int(let values): integers = try kernel.sums(values, groups, from: integers)
    case .bool(let bits): integers = integers.adding(groups.counts(bits))
    default: sums = kernel.sums(kernel.numbers, groups, from: sums)
    }
  }

  /// Extremes of a piece, missing where a group has no value there.
  private mutating func take<R: Relation>(
    _ piece: Column, _ kernel: MeasureKernel, _ relation: R.Type
  ) throws(TransformError) {
    guard let edge else { return self.edge = (piece, []) }
    let isNew = (0..<piece.count).map { group in
      guard group < edge.values.count, edge.values.validity.isValid(group) else { return true }
      return piece.validity.isValid(group) && piece.isBefore(edge.values, at: group, relation)
    }
    self.edge?.values = try edge.values.merged(with: piece, where: isNew, named: kernel.table)
  }

  /// Rows of a piece by their times, negative where a group has none there.
  private mutating func take<R: Relation>(
    _ rows: Buffer<Int32>, _ kernel: MeasureKernel, _ relation: R.Type
  ) throws(TransformError) {
    guard let column = kernel.column, let instants = kernel.time?.instants else { return }
    let piece = try kernel.values(at: rows, of: column)
    let times = rows.map { $0 < 0 ? 0 : instants[Int($0)] }
    guard let edge else { return self.edge = (piece, times) }
    let count = edge.instants.count
    let isNew = (0..<rows.count).map { group in
      group >= count
        || rows[group] >= 0
          && (!edge.values.validity.isValid(group) || R.holds(times[group], edge.instants[group]))
    }
    self.edge = (
      try edge.values.merged(with: piece, where: isNew, named: kernel.table),
      Buffer(count: rows.count) { memory in
        for group in 0..<memory.count { memory[group] = isNew[group] ? times[group] : edge.instants[group] }
      }
    )
  }

  private mutating func pair(_ column: Column, _ groups: GroupedRows) {
    var levels = self.levels ?? Levels(type: column.valueType)
    let codes = levels.codes(of: column)
    self.levels = levels
    var added = [Int64](repeating: 0, count: groups.count)
    for row in 0..<codes.count where column.validity.isValid(row) {
      let group = Int(groups.codes[row])
      guard group < groups.count else { continue }
      let known = pairs.count
      _ = pairs.insert(UInt64(group) << 32 | UInt64(UInt32(bitPattern: codes[row])))
      if pairs.count > known { added[group] += 1 }
    }
    counts = counts.adding(Buffer(added))
  }

  // MARK: - The result

  /// A value for each group; `kernel` has the measure, its column is not asked for.
  func column(_ kernel: MeasureKernel, type: ColumnType) throws(TransformError) -> Column {
    switch kernel.measure.function {
    case .count, .nunique: return Column(.int(counts))
    case .sum where type == .int || type == .bool: return Column(.int(integers))
    case .sum:
      try kernel.requireFinite(sums)
      return Column(.float(sums))
    case .mean: return Column(of: try kernel.means(of: sums, counts), where: counts, isAtLeast: 1)
    case .std, .var: return try kernel.spread(of: deviations, counts)
    case .any, .all: return kernel.quantified(integers, of: counts)
    case .min, .max, .first, .last: return edge?.values ?? .empty(type)
    case .mode, .median, .quantile: preconditionFailure("not a running measure")
    }
  }
}

extension Buffer<Int64> {
  /// The sums of both, of which this one may be shorter.
  fileprivate func adding(_ more: Buffer) -> Buffer {
    Buffer(count: more.count) { memory in
      for place in 0..<memory.count { memory[place] = more[place] &+ (place < count ? self[place] : 0) }
    }
  }
}

extension Column {
  /// By place the value of `other`, which is as long or longer, where it is taken, or else the own one.
  fileprivate func merged(
    with other: Column, where isTaken: [Bool], named table: String
  ) throws(TransformError) -> Column {
    let places = Buffer<Int32>(count: other.count) { memory in
      for place in 0..<memory.count {
        memory[place] = Int32(truncatingIfNeeded: isTaken[place] ? count + place : place)
      }
    }
    return try [Column.concatenated([self, other], named: table)].gather(optional: places, named: table)[0]
  }

  /// Whether the value here stands in the relation to that of another column of its type.
  fileprivate func isBefore<R: Relation>(_ other: Column, at row: Int, _ relation: R.Type) -> Bool {
    switch (values, other.values) {
    case (.float(let own), .float(let others)): R.holds(own[row], others[row])
    case (.int(let own), .int(let others)): R.holds(own[row], others[row])
    case (.timestamp(let own), .timestamp(let others)): R.holds(own[row], others[row])
    case (.date(let own), .date(let others)): R.holds(own[row], others[row])
    default: preconditionFailure("refused by the plan")
    }
  }
}
