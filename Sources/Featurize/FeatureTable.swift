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

  /// The same without the zeros, for tables with wide one-hot or text columns: they stay as small as they are.
  ///
  /// - Throws: a feature that has no number, unless such are to be left out.
  public func sparseMatrix<Scalar>(
    of: Scalar.Type = Double.self, textFeatures: TextFeatures = .refused
  ) throws(FeaturizeError) -> SparseFeatureMatrix<Scalar>
  where Scalar: BinaryFloatingPoint & BitwiseCopyable & Sendable {
    try SparseFeatureMatrix(self, textFeatures)
  }

  /// Positions of the columns that a matrix has.
  func matrixFeatures(_ textFeatures: TextFeatures) throws(FeaturizeError) -> [Int] {
    let fields = schema.fields
    let features = fields.indices.filter { fields[$0].isMatrixFeature }
    if textFeatures == .leftOut { return features.filter { !fields[$0].type.isText } }
    for position in features where fields[position].type.isText {
      throw FeaturizeError([notNumeric(fields[position])])
    }
    return features
  }

  /// The key of each row, if there is one.
  var keys: [String]? {
    schema.fields.firstIndex { $0.role == .key }.map { position in
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
