import Columns
import Configuration

/// Transformed rows, column by column, as they would be written to an output.
public struct FeatureTable: Sendable {
  let schema: Schema
  let batches: [Batch]
  let source: String

  init(schema: Schema, batches: [Batch], source: String) {
    self.schema = schema
    self.batches = batches
    self.source = source
    rowCount = batches.reduce(0) { $0 + $1.rowCount }
  }

  /// Number of rows.
  public let rowCount: Int

  /// All columns in order: keys, features, target.
  public var columnNames: [String] { schema.names }

  /// The features as one block of `Scalar` (`Double` or `Float`), row by row.
  ///
  /// - Throws: a feature that has no number, such as an unencoded category.
  public func matrix<Scalar>(of: Scalar.Type = Double.self) throws(FeaturizeError) -> FeatureMatrix<Scalar>
  where Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable {
    try FeatureMatrix(self)
  }

  func notNumeric(_ field: Field) -> Diagnostic {
    Diagnostic(
      .wrongColumnType, at: .data(source: source, row: nil, column: field.name),
      "feature `\(field.name)` is \(field.type.rawValue) and has no number", help: "encode it in a step of the pipeline"
    )
  }
}
