import Columns
import Configuration

extension SimpleImputer {
  struct Statistics: Accumulator {
    /// What the strategy needs of a column.
    enum Present: Sendable, Codable {
      case moments(MomentStatistics)
      case quantiles(QuantileStatistics)
      case levels(LevelCounts)
      /// Whether there is any value.
      case any(Bool)
    }

    let names: [String]
    var present: [Present]
    /// The people whose value is missing.
    var missing: [Crowd]
    var hasMissing: [Bool]

    mutating func update(_ rows: Rows) throws(TransformError) {
      for (index, name) in names.enumerated() {
        let column = rows.columns[index]
        try rows.requireFinite(column, named: name)
        if column.missingCount > 0 {
          hasMissing[index] = true
          missing[index].update(rows, column.validity, missing: true)
        }
        switch present[index] {
        case .moments(var moments):
          moments.update(try numbers(of: index, rows))
          present[index] = .moments(moments)
        case .quantiles(var quantiles):
          let numbers = try numbers(of: index, rows)
          present[index] = .any(false)  // gives up the old copy, so that the update is in place
          quantiles.update(numbers)
          present[index] = .quantiles(quantiles)
        case .levels(var counts):
          present[index] = .any(false)
          counts.update(column, people: rows.people)
          present[index] = .levels(counts)
        case .any(let known):
          present[index] = .any(known || column.missingCount < column.count)
        }
      }
    }

    private func numbers(of index: Int, _ rows: Rows) throws(TransformError) -> Numbers {
      Numbers(
        name: names[index], values: try rows.numbers(of: index, named: names[index]),
        validity: rows.columns[index].validity, rows: rows)
    }

    mutating func merge(_ other: Statistics) throws(TransformError) {
      for (index, name) in names.enumerated() {
        hasMissing[index] = hasMissing[index] || other.hasMissing[index]
        missing[index].merge(other.missing[index])
        try present[index].merge(other.present[index], column: name)
      }
    }

    var heldByteCount: Int {
      present.reduce(0) { if case .quantiles(let statistics) = $1 { $0 + statistics.heldByteCount } else { $0 } }
    }
  }

  func statistics(_ context: FitContext) -> Statistics {
    Statistics(
      names: context.inputs.map(\.name),
      present: context.inputs.map { field in
        switch strategy {
        case .mean: .moments(MomentStatistics(k: context.k))
        case .median: .quantiles(QuantileStatistics(k: context.k))
        case .mostFrequent: .levels(LevelCounts(type: field.type, k: context.k))
        case .constant: .any(false)
        }
      },
      missing: context.inputs.map { _ in Crowd(k: context.k) }, hasMissing: context.inputs.map { _ in false })
  }

  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> FittedColumns<FilledColumn> {
    var columns: [FilledColumn] = []
    for (index, field) in context.inputs.enumerated() {
      let constant = try constant(for: field)
      let learned = try statistics.present[index].fill(column: field.name, constant: constant)
      let fill = learned ?? (keepEmptyFeatures ? constant : nil)
      columns.append(
        FilledColumn(
          name: field.name, fill: fill,
          hasIndicator: addIndicator && statistics.hasMissing[index] && statistics.missing[index].isLargeEnough))
    }
    return FittedColumns(columns)
  }
}

extension SimpleImputer.Statistics.Present {
  mutating func merge(_ other: Self, column: String) throws(TransformError) {
    switch (self, other) {
    case (.moments(var own), .moments(let others)):
      own.merge(others)
      self = .moments(own)
    case (.quantiles(var own), .quantiles(let others)):
      self = .any(false)  // gives up the old copy, so that the merge is in place
      own.merge(others)
      self = .quantiles(own)
    case (.levels(var counts), .levels(let otherCounts)):
      self = .any(false)
      try counts.merge(otherCounts, column: column)
      self = .levels(counts)
    case (.any(let known), .any(let otherKnown)): self = .any(known || otherKnown)
    default: preconditionFailure("statistics of one transformer are merged")
    }
  }

  /// What is filled in; `nil` for a column without a value.
  func fill(column: String, constant: Value) throws(TransformError) -> Value? {
    switch self {
    case .moments(let statistics):
      let moments = statistics.moments
      guard moments.count > 0 else { return nil }
      try statistics.requirePeople(column: column)
      guard moments.mean.isFinite else { throw .unfittable(column: column, problem: TransformError.tooLarge) }
      return .float(moments.mean)
    case .quantiles(let statistics):
      guard statistics.quantiles.count > 0 else { return nil }
      return .float(try statistics.medianAndPercentiles([], column: column).median)
    case .levels(let counts): return try counts.mostFrequent(column: column)
    case .any(let known): return known ? constant : nil
    }
  }
}
