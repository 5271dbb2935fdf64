import Columns
import Configuration

/// What becomes of infinite numbers, in fitting and in transforming: one argument of the whole family.
enum InfinityPolicy: String, ParameterWord, Codable {
  /// Refused, by column and row.
  case error
  /// As if the value were missing.
  case null
  /// As if it were the finite extreme on its side that fitting saw.
  case clip

  static let summary = """
    What an infinite number is: an `error`, missing (`null`), or the largest or smallest finite number fitted on \
    (`clip`).
    """
}

/// What infinities of one side each are clipped to: the finite extremes of a column, and how many rows lie beyond.
struct Ends: Sendable, Codable {
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

  mutating func merge(_ other: Ends) {
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

extension Column {
  /// The column with each infinity at the end of `limits` on its side, or missing where there are no limits; what is
  /// not a number is missing.
  func withoutInfinities(limits: ClosedRange<Double>? = nil) -> Column {
    guard case .float(let numbers) = values, !numbers.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) else {
      return self
    }
    return numbers.withUnsafeBufferPointer { numbers in
      let isKept = Bitmap(count: count) { numbers[$0].isFinite || limits != nil && numbers[$0].isInfinite }
      let finite = Buffer<Double>(count: count) { memory in
        for row in 0..<count {
          let number = numbers[row]
          memory[row] =
            if number.isFinite { number } else if let limits, number.isInfinite {
              number < 0 ? limits.lowerBound : limits.upperBound
            } else { 0 }
        }
      }
      return Column(.float(finite), validity: validity & isKept)
    }
  }
}

/// What infinities in a column are clipped to: the extremes that fitting saw, none in a column without a value.
struct FittedLimits: FittedColumn {
  let name: String
  let limits: ClosedRange<Double>?
}

extension FittedLimits {
  static let members = ["name", "low", "high"]

  init(_ reader: StateReader) throws(TransformError) {
    let (low, high) = (try reader.numberOrNull("low"), try reader.numberOrNull("high"))
    guard let low, let high else {
      self.init(name: try reader.string("name"), limits: nil)
      return
    }
    guard low <= high else { throw .badState(problem: "`low` is above `high`") }
    self.init(name: try reader.string("name"), limits: low...high)
  }

  var json: JSON {
    [
      "name": .string(name), "low": limits.map { .float($0.lowerBound) } ?? .null,
      "high": limits.map { .float($0.upperBound) } ?? .null,
    ]
  }
}
