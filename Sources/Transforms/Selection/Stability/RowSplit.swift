import Columns

/// How the rows of a fit are divided into a basis and those compared with it; a function of the row alone.
enum RowSplit: Sendable, Codable {
  /// At most so much in the last column.
  case upTo(Double, column: String)
  /// So large a share of the keys, by their hashes.
  case share(Double, seed: UInt64)

  /// Which rows are the basis.
  func basis(of rows: Rows) throws(TransformError) -> Bitmap {
    switch self {
    case .upTo(let cut, let column):
      guard let values = rows.columns.last, let numbers = values.numbers else {
        throw .unfittable(column: column, problem: "is no number or date to cut at")
      }
      try rows.requirePresent(values, named: column)
      return numbers.withUnsafeBufferPointer { numbers in Bitmap(count: rows.count) { numbers[$0] <= cut } }
    case .share(let share, let seed):
      let hashes = rows.drawHashes
      return hashes.withUnsafeBufferPointer { hashes in
        Bitmap(count: rows.count) { Self.place(hashes[$0], seed) < share }
      }
    }
  }

  /// Between 0 and 1: by hash and seed.
  private static func place(_ hash: UInt64, _ seed: UInt64) -> Double {
    hash.drawn((seed &+ 1) &* .golden).unitFraction
  }
}
