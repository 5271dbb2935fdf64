import Columns

/// Features as a trainer wants them: one contiguous block, row by row, with the names of the columns and the target.
///
/// A missing value is NaN; a boolean is 0 or 1; a date is days and a timestamp microseconds since 1970.
public struct FeatureMatrix<Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable>: Sendable {
  /// Names of the columns, in order.
  public let featureNames: [String]
  /// Number of rows.
  public let rowCount: Int
  /// `rowCount * featureNames.count` values; row `i` starts at `i * featureNames.count`.
  public let values: [Scalar]
  /// The target of each row, NaN where it is missing or absent; `nil` if the pipeline has none, or one that is text.
  public let target: [Scalar]?
  /// The key of each row (the person's token, in a pipeline with a privacy section), if there is one.
  public let keys: [String]?

  /// The features of one row.
  public subscript(row: Int) -> ArraySlice<Scalar> {
    values[row * featureNames.count..<(row + 1) * featureNames.count]
  }
}

extension FeatureMatrix {
  init(_ table: FeatureTable, _ textFeatures: FeatureTable.TextFeatures) throws(FeaturizeError) {
    let (features, names) = try table.matrixFeatures(textFeatures)
    let width = features.count, height = table.rowCount
    values = Array(unsafeUninitializedCapacity: width * height) { memory, count in
      var firstRow = 0
      for batch in table.batches {
        for (column, position) in features.enumerated() {
          Self.write(batch.columns[position], to: memory, from: firstRow * width + column, stride: width)
        }
        firstRow += batch.rowCount
      }
      count = width * height
    }
    featureNames = names
    rowCount = height
    target = Self.target(of: table)
    keys = table.keys
  }

  static func target(of table: FeatureTable) -> [Scalar]? {
    guard let position = table.features.target else { return nil }
    return Array(unsafeUninitializedCapacity: table.rowCount) { memory, count in
      var firstRow = 0
      for batch in table.batches {
        Self.write(batch.columns[position], to: memory, from: firstRow, stride: 1)
        firstRow += batch.rowCount
      }
      count = table.rowCount
    }
  }

  /// Writes a numeric column with a stride; missing values as NaN.
  private static func write(
    _ column: Column, to memory: UnsafeMutableBufferPointer<Scalar>, from start: Int, stride: Int
  ) {
    if let sparse = column.sparse {
      for row in 0..<sparse.count { (memory.baseAddress! + start + row * stride).initialize(to: 0) }
      return sparse.forEach { row, value in memory[start + row * stride] = Scalar(value) }
    }
    guard let numbers = column.numbers else { preconditionFailure("only numeric columns are written") }
    numbers.withUnsafeBufferPointer { numbers in
      var index = start
      for number in numbers {
        (memory.baseAddress! + index).initialize(to: Scalar(number))
        index += stride
      }
    }
    guard let validity = column.validity else { return }
    for row in 0..<column.count where !validity[row] { memory[start + row * stride] = .nan }
  }
}

extension Field {
  /// Whether the column is for a model: tokens are not.
  var isMatrixFeature: Bool { role == .feature && sensitivity != .pseudonym }
}

extension ColumnType {
  /// Whether values of the type have no number.
  var isText: Bool { self == .string || self == .text || self == .category }
}
