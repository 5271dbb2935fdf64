import Columns

/// Features without their zeros, row by row: what SciPy calls CSR and takes as
/// `csr_matrix((values, columnIndices, rowPointers))`.
///
/// A missing value is a stored NaN; all else is as in `FeatureMatrix`.
public struct SparseFeatureMatrix<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>: Sendable {
  /// Names of the columns, in order.
  public let featureNames: [String]
  /// Number of rows.
  public let rowCount: Int
  /// The entries of row `i` are at `rowPointers[i]..<rowPointers[i + 1]`: `rowCount + 1` places.
  public let rowPointers: [Int]
  /// The column of each entry, ascending in each row.
  public let columnIndices: [Int32]
  /// The value of each entry.
  public let values: [Scalar]
  /// The target of each row, NaN where it is missing or absent; `nil` if the pipeline has none, or one that is text.
  public let target: [Scalar]?
  /// The key of each row (the person's token, in a pipeline with a privacy section), if there is one.
  public let keys: [String]?
}

extension SparseFeatureMatrix {
  init(_ table: FeatureTable, _ textFeatures: FeatureTable.TextFeatures) throws(FeaturizeError) {
    let (features, names) = try table.matrixFeatures(textFeatures)
    // The count of row i at i + 2, then its first free place at i + 1, which in the end is where row i + 1 begins.
    var pointers = [Int](repeating: 0, count: table.rowCount + 2)
    table.forEachEntry(of: features) { row, _, _ in pointers[row + 2] += 1 }
    for row in 0..<table.rowCount { pointers[row + 2] += pointers[row + 1] }
    let count = pointers[table.rowCount + 1]
    var values: [Scalar] = []
    columnIndices = [Int32](unsafeUninitializedCapacity: count) { columns, columnCount in
      values = [Scalar](unsafeUninitializedCapacity: count) { values, valueCount in
        table.forEachEntry(of: features) { row, column, value in
          let place = pointers[row + 1]
          pointers[row + 1] = place + 1
          (columns.baseAddress! + place).initialize(to: Int32(column))
          (values.baseAddress! + place).initialize(to: Scalar(value))
        }
        valueCount = count
      }
      columnCount = count
    }
    pointers.removeLast()
    self.values = values
    rowPointers = pointers
    featureNames = names
    rowCount = table.rowCount
    target = FeatureMatrix<Scalar>.target(of: table)
    keys = table.keys
  }
}

extension FeatureTable {
  /// Calls `body` with row, column and value of all that is not 0, batch by batch and column by column; missing values
  /// are NaN.
  @inline(__always)
  fileprivate func forEachEntry(of features: [Int], _ body: (Int, Int, Double) -> Void) {
    var firstRow = 0
    for batch in batches {
      for (index, position) in features.enumerated() {
        let column = batch.columns[position]
        if let sparse = column.sparse {
          sparse.forEach { row, value in body(firstRow + row, index, value) }
        } else {
          guard let numbers = column.numbers else { preconditionFailure("only numeric columns are features") }
          numbers.withUnsafeBufferPointer { numbers in
            for row in 0..<numbers.count {
              if !column.validity.isValid(row) {
                body(firstRow + row, index, .nan)
              } else if numbers[row] != 0 {
                body(firstRow + row, index, numbers[row])
              }
            }
          }
        }
      }
      firstRow += batch.rowCount
    }
  }
}
