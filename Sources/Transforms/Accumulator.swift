package import Columns

/// What is collected while fitting. Updated chunk by chunk, merged in chunk order, so that the result does not depend
/// on the number of threads. Rows that are empty or all missing change nothing. Plain data, `Codable` by synthesis: a
/// partial fit leaves the process in encrypted form (`fit --partial`).
package protocol Accumulator: Sendable, Codable {
  mutating func update(_ rows: Rows) throws(TransformError)
  mutating func merge(_ other: Self) throws(TransformError)
  /// Bytes of the values that are kept until all rows have been seen: what grows with the rows.
  var heldByteCount: Int { get }
}

extension Accumulator {
  package var heldByteCount: Int { 0 }
}

/// The accumulator of a transformer that learns nothing.
package struct NoStatistics: Accumulator {
  package init() {}
  package mutating func update(_ rows: Rows) {}
  package mutating func merge(_ other: NoStatistics) {}
}
