import Columns
package import Configuration

/// The fitted state of `target_encoder`.
package struct TargetEncodings: FittedState {
  struct Column: Sendable, Equatable {
    let name: String
    let lookup: CategoryLookup
    /// Of each category of `lookup`.
    let encodings: [Double]
    /// Of a missing value; `nil` if it becomes the mean of all.
    let missing: Double?
  }

  /// What the fitted rows need beside the state. Lives as long as the run that fits and is never stored: it would tell
  /// apart the people of each fold.
  struct OutOfFold: Sendable {
    let folds: Folds
    /// By input column; the encoding of code `c` in fold `f` is at `c * folds.count + f`.
    let tables: [[Double]]
  }

  /// The mean of the target over all rows, and so the encoding of an unseen category.
  let mean: Double
  let columns: [Column]
  /// Absent from a state that was read back.
  let outOfFold: OutOfFold?

  init(mean: Double, columns: [Column], outOfFold: OutOfFold?) {
    self.mean = mean
    self.columns = columns
    self.outOfFold = outOfFold
  }

  package init(json: JSON) throws(TransformError) {
    let reader = try EncoderStateReader(json, ["mean", "columns"])
    mean = try reader.number("mean")
    columns = try reader.columns(Column.members) { (reader) throws(TransformError) in try Column(reader) }
    outOfFold = nil
  }

  package var json: JSON { ["mean": .float(mean), "columns": .array(columns.map(\.json))] }
  package var columnNames: [String]? { columns.map(\.name) }

  /// Equal as states: what the fitting run holds beside does not count.
  package static func == (left: Self, right: Self) -> Bool {
    left.mean == right.mean && left.columns == right.columns
  }
}

extension TargetEncodings.Column {
  static let members = ["column", "categories", "encodings", "missing"]

  /// `learned`: the categories in order, the missing value last.
  init(_ learned: [TargetCategory], of field: Field, prior: TargetMoments, smooth: TargetSmoothing) {
    let encodings = learned.map { smooth.encoding(of: $0.moments(), prior: prior) }
    let texts = learned.compactMap(\.text)
    self.init(
      name: field.name, lookup: CategoryLookup(texts), encodings: Array(encodings.prefix(texts.count)),
      missing: learned.count > texts.count ? encodings[texts.count] : nil)
  }

  init(_ reader: EncoderStateReader) throws(TransformError) {
    let texts = try reader.categories("categories")
    let encodings = try reader.numbers("encodings")
    guard encodings.count == texts.count else {
      throw .badState(problem: "`encodings` and `categories` differ in length")
    }
    self.init(
      name: try reader.string("column"), lookup: CategoryLookup(texts), encodings: encodings,
      missing: try reader.optional("missing") { (reader, name) throws(TransformError) in try reader.number(name) })
  }

  var json: JSON {
    [
      "column": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "encodings": .array(encodings.map { .float($0) }),
      "missing": missing.map { .float($0) } ?? .null,
    ]
  }
}
