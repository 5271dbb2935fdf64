import Columns

/// The encodings of the rows that were fitted on.
struct OutOfSample: Sendable {
  /// Those of one input.
  struct Column: Sendable {
    /// Numbers the pairs of a code of the column's lookup and a part.
    var cells: CellNumbers
    /// By output column: by cell where each has a number, else the cells with rows and after them, by part, what rows
    /// of other categories get. NaN: missing.
    var tables: [[Double]]
    /// By output column, where each row is left out of all.
    var leftOut: [LeftOut]
  }

  let parts: RowParts
  let columns: [Column]
}

/// The sums that a row's own target is taken out of.
struct LeftOut: Sendable {
  /// Rows and sum of the target by code of the column's lookup; no rows where nothing was learned.
  var counts: [Int64]
  var sums: [PreciseSum]
  let rowCount: Int64
  let sum: PreciseSum
  /// The class that counts as 1, where a row has it; `nil` for a number.
  let positive: [String]?

  /// The encoding of each row: the mean over the other rows of its category, or where there are none over all other
  /// rows.
  func encode(_ codes: Buffer<Int32>, _ target: Column) throws(TransformError) -> Buffer<Double> {
    let values: Buffer<Double>
    if let positive {
      values = CategoryLookup(positive).codes(of: target).map { $0 >= Int32(CategoryLookup.first) ? 1 : 0 }
    } else {
      guard let numbers = target.numbers else { throw .unusableTarget(problem: "the target is no number") }
      values = numbers
    }
    return Buffer(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        values.withUnsafeBufferPointer { values in
          counts.withUnsafeBufferPointer { counts in
            sums.withUnsafeBufferPointer { sums in
              for row in 0..<codes.count {
                let code = Int(codes[row])
                memory[row] =
                  counts[code] > 1
                  ? sums[code].without(values[row]) / Double(counts[code] - 1)
                  : sum.without(values[row]) / Double(rowCount - 1)
              }
            }
          }
        }
      }
    }
  }
}
