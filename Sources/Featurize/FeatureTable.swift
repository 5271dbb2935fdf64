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

  /// What a matrix does with features that have no number, such as an unencoded category or a redacted text.
  public enum TextFeatures: Sendable {
    case refused
    case leftOut
  }

  /// The features as one block of `Scalar` (`Double` or `Float`), row by row. Tokens are never among them: they name
  /// people, and a model that learns them learns people by heart.
  ///
  /// - Throws: a feature that has no number, unless such are to be left out.
  public func matrix<Scalar>(
    of: Scalar.Type = Double.self, textFeatures: TextFeatures = .refused
  ) throws(FeaturizeError) -> FeatureMatrix<Scalar>
  where Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable {
    try FeatureMatrix(self, textFeatures)
  }

  func notNumeric(_ field: Field) -> Diagnostic {
    Diagnostic(
      .wrongColumnType, at: .data(source: source, row: nil, column: field.name),
      "feature `\(field.name)` is \(field.type.rawValue) and has no number",
      help: "encode it in a step of the pipeline, or leave text features out of the matrix"
    )
  }
}
