import Columns

/// What infinities of one side each are clipped to: the finite extremes of a column, and how many rows lie beyond.
struct ClippingEnds: Sendable, Codable {
  private var extremes: Extremes
  private var below = 0
  private var above = 0

  init(k: Int?) { extremes = Extremes(k: k) }

  /// `finite` is the column without its infinities.
  mutating func update(_ column: Column, _ finite: Numbers) {
    extremes.update(finite.values, finite.rows, finite.validity)
    guard case .float(let values) = column.values, finite.validity != column.validity else { return }
    values.withUnsafeBufferPointer { values in
      for value in values where value.isInfinite { if value < 0 { below += 1 } else { above += 1 } }
    }
  }

  mutating func merge(_ other: ClippingEnds) {
    extremes.merge(other.extremes)
    below += other.below
    above += other.above
  }

  func bounds(column: String) throws(TransformError) -> ClosedRange<Double>? { try extremes.bounds(column: column) }

  /// The infinities as the rows that they are taken for. Nobody new stands behind them: the bounds have their people.
  func numbers(named name: String, within bounds: ClosedRange<Double>) -> Numbers? {
    guard below + above > 0 else { return nil }
    let values = Buffer<Double>(count: below + above) { memory in
      memory[..<below].initialize(repeating: bounds.lowerBound)
      memory[below...].initialize(repeating: bounds.upperBound)
    }
    let rows = Rows(columns: [], rowNumbers: Buffer((0..<values.count).map { Int64($0) }))
    return Numbers(name: name, values: values, validity: nil, rows: rows)
  }
}
