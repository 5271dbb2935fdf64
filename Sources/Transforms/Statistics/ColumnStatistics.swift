import Columns

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
  /// As `Accumulator.heldByteCount`.
  var heldByteCount: Int { get }
}

extension ColumnStatistics {
  var heldByteCount: Int { 0 }
  mutating func fill(_ numbers: Numbers) throws(TransformError) { try update(numbers) }
}

/// Of a column of which nothing has to be known.
struct NothingCollected: ColumnStatistics {
  mutating func update(_ numbers: Numbers) {}
  mutating func merge(_ other: NothingCollected) {}
}
