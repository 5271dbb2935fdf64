import Columns
import Configuration

/// Transformed rows, column by column, as they would be written to an output.
public struct FeatureTable: Sendable {
  let schema: Schema
  let batches: [Batch]
  let source: String
  let features: MatrixFeatures

  /// - Parameter features: of the schema, where they are known.
  init(schema: Schema, batches: [Batch], source: String, features: MatrixFeatures? = nil) {
    self.schema = schema
    self.batches = batches
    self.source = source
    self.features = features ?? MatrixFeatures(schema)
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

  /// The same without the zeros, for tables with wide one-hot or text columns: they stay as small as they are.
  ///
  /// - Throws: a feature that has no number, unless such are to be left out.
  public func sparseMatrix<Scalar>(
    of: Scalar.Type = Double.self, textFeatures: TextFeatures = .refused
  ) throws(FeaturizeError) -> SparseFeatureMatrix<Scalar>
  where Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable {
    try SparseFeatureMatrix(self, textFeatures)
  }

  /// Positions and names of the columns that a matrix has.
  func matrixFeatures(_ textFeatures: TextFeatures) throws(FeaturizeError) -> (positions: [Int], names: [String]) {
    if textFeatures == .leftOut { return (features.numeric, features.numericNames) }
    if let text = features.firstText { throw FeaturizeError([notNumeric(schema.fields[text])]) }
    return (features.positions, features.names)
  }

  /// The key of each row, if there is one.
  var keys: [String]? {
    features.key.map { position in
      batches.flatMap { batch in (0..<batch.rowCount).map { batch.columns[position].text(at: $0) } }
    }
  }

  func notNumeric(_ field: Field) -> Diagnostic {
    Diagnostic(
      .wrongColumnType, at: .data(source: source, row: nil, column: field.name),
      "feature `\(field.name)` is \(field.type.rawValue) and has no number",
      help: "encode it in a step of the pipeline, or leave text features out of the matrix"
    )
  }
}
