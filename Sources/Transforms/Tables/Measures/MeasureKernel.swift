import Columns
import Configuration

/// A measure over the rows of a table: one pass over the rows for each value that it sums up or compares.
///
/// By the invariant of `Column` the slot of a missing value holds 0, so sums need not ask for it.
struct MeasureKernel: Sendable {
  let measure: Measure
  /// The table's name and the measured column's, for messages.
  let table: String
  let name: String
  /// `nil` to count rows.
  let column: Column?
  /// For `first` and `last`.
  let time: Column?
  let floor: PeopleFloor

  /// - Parameters:
  ///   - parameter: names the measure in messages.
  ///   - table: of the shape; all of its rows, or a piece of them.
  ///   - time: the position of the column that orders the rows.
  init(
    _ measure: Measure, _ parameter: String, over table: TableRows, _ shape: TableShape, time: Int?,
    _ floor: PeopleFloor
  ) throws(TransformError) {
    (self.measure, self.table, self.floor) = (measure, shape.name, floor)
    guard let name = measure.column else {
      (self.name, column, self.time) = ("", nil, nil)
      return
    }
    let position = try shape.require(name, of: parameter)
    if measure.isArithmetic { try table.requireFinite(table.columns[position], named: name.value) }
    (self.name, column, self.time) = (name.value, table.columns[position], time.map { table.columns[$0] })
  }

  /// A value for each group.
  func column(of groups: GroupedRows) throws(TransformError) -> Column {
    try floor.clear(try measured(groups), of: groups, over: column?.validity, named: table)
  }

  private func measured(_ groups: GroupedRows) throws(TransformError) -> Column {
    guard let column else { return Column(.int(groups.counts(nil))) }
    switch measure.function {
    case .count: return Column(.int(groups.counts(column.validity)))
    case .sum: return try sum(of: column, groups)
    case .mean:
      let counts = groups.counts(column.validity)
      return Column(of: try means(of: sums(numbers, groups), counts), where: counts, isAtLeast: 1)
    case .var, .std:
      let counts = groups.counts(column.validity)
      let means = try means(of: sums(numbers, groups), counts)
      return try spread(of: deviations(from: means, groups), counts)
    case .min: return extremes(of: column, groups, Less.self)
    case .max: return extremes(of: column, groups, Greater.self)
    case .first: return try values(at: edges(groups, Less.self), of: column)
    case .last: return try values(at: edges(groups, AtLeast.self), of: column)
    case .nunique: return Column(.int(distinct(column, groups)))
    case .mode: return try mode(of: column, groups)
    case .median: return try quantiles(groups, 0.5)
    case .quantile: return try quantiles(groups, measure.q ?? 0.5)
    case .any, .all: return quantified(groups.counts(column.bools), of: groups.counts(column.validity))
    }
  }

  /// The values of these rows, missing where one is negative.
  func values(at rows: Buffer<Int32>, of column: Column) throws(TransformError) -> Column {
    try [column].gather(optional: rows, named: table)[0]
  }

  /// The numbers of the column; int, float and bool columns have them.
  var numbers: Buffer<Double> { column?.numbers ?? [] }

  // MARK: - Sums

  private func sum(of column: Column, _ groups: GroupedRows) throws(TransformError) -> Column {
    switch column.values {
    case .int(let values): return Column(.int(try sums(values, groups)))
    case .bool(let bits): return Column(.int(groups.counts(bits)))
    default:
      let sums = sums(numbers, groups)
      try requireFinite(sums)
      return Column(.float(sums))
    }
  }

  func sums(
    _ values: Buffer<Int64>, _ groups: GroupedRows, from earlier: Buffer<Int64> = []
  ) throws(TransformError) -> Buffer<Int64> {
    var hasOverflown = false
    let sums: Buffer<Int64> = groups.sums(from: earlier, zero: 0) { sums in
      values.withUnsafeBufferPointer { values in
        groups.codes.withUnsafeBufferPointer { codes in
          for row in 0..<codes.count {
            let group = Int(codes[row])
            let (sum, overflow) = sums[group].addingReportingOverflow(values[row])
            sums[group] = sum
            hasOverflown = hasOverflown || overflow
          }
        }
      }
    }
    if hasOverflown { throw .unfittable(column: name, problem: TransformError.tooLarge) }
    return sums
  }

  func sums(_ values: Buffer<Double>, _ groups: GroupedRows, from earlier: Buffer<Double> = []) -> Buffer<Double> {
    groups.sums(from: earlier, zero: 0) { sums in
      values.withUnsafeBufferPointer { values in
        groups.codes.withUnsafeBufferPointer { codes in
          for row in 0..<codes.count { sums[Int(codes[row])] += values[row] }
        }
      }
    }
  }

  func requireFinite(_ sums: Buffer<Double>) throws(TransformError) {
    guard sums.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) else {
      throw .unfittable(column: name, problem: TransformError.tooLarge)
    }
  }

  // MARK: - Moments

  /// 0 for a group without values.
  func means(of sums: Buffer<Double>, _ counts: Buffer<Int64>) throws(TransformError) -> Buffer<Double> {
    try requireFinite(sums)
    return Buffer(count: sums.count) { memory in
      for group in 0..<memory.count { memory[group] = counts[group] == 0 ? 0 : sums[group] / Double(counts[group]) }
    }
  }

  /// The variance with n − 1, or its root: Σ(x−T)² − (Σ(x−T))²/n with T the group's mean (see `Moments`).
  func spread(of deviations: Buffer<Deviations>, _ counts: Buffer<Int64>) throws(TransformError) -> Column {
    let isRoot = measure.function == .std
    let spread = Buffer<Double>(count: counts.count) { memory in
      for group in 0..<memory.count {
        let count = Double(counts[group]), (sum, squares) = (deviations[group].sum, deviations[group].squares)
        let variance = count < 2 ? 0 : max(0, squares - sum * sum / count) / (count - 1)
        memory[group] = isRoot ? variance.squareRoot() : variance
      }
    }
    try requireFinite(spread)
    return Column(of: spread, where: counts, isAtLeast: 2)
  }

  struct Deviations: BitwiseCopyable, Sendable {
    var sum = 0.0
    var squares = 0.0
  }

  func deviations(
    from means: Buffer<Double>, _ groups: GroupedRows, after earlier: Buffer<Deviations> = []
  ) -> Buffer<Deviations> {
    let values = numbers
    return groups.sums(from: earlier, zero: Deviations()) { deviations in
      values.withUnsafeBufferPointer { values in
        groups.codes.withUnsafeBufferPointer { codes in
          means.withUnsafeBufferPointer { means in
            (column?.validity).withBytes { validity in
              for row in 0..<codes.count where Int(codes[row]) < means.count && validity?.bit(row) ?? true {
                let group = Int(codes[row])
                let deviation = values[row] - means[group]
                deviations[group].sum += deviation
                deviations[group].squares += deviation * deviation
              }
            }
          }
        }
      }
    }
  }

  /// Whether any, or all, of the present values are true.
  func quantified(_ trues: Buffer<Int64>, of present: Buffer<Int64>) -> Column {
    let isAll = measure.function == .all
    return Column(.bool(Bitmap(count: trues.count) { isAll ? trues[$0] == present[$0] : trues[$0] > 0 }))
  }
}

extension Column {
  /// The values of groups, missing where fewer rows than `minimum` stand behind one; their slots hold 0.
  init(of values: Buffer<Double>, where counts: Buffer<Int64>, isAtLeast minimum: Int64) {
    self.init(.float(values), validity: Bitmap(count: values.count) { counts[$0] >= minimum })
  }
}
