import Columns
import Configuration

/// The fitted state of the target encoders.
struct TargetEncodings: FittedState {
  struct Column: FittedColumn {
    let name: String
    let lookup: CategoryLookup
    /// Of each category of `lookup`: all for the first output column, then all for the next.
    let encodings: [Double]
    /// Of a missing value, by output column; `nil` if it is as unknown as any.
    let missing: [Double]?
    /// Whether categories of fewer than k people were left out, so that unseen ones cannot be told from them.
    let foldsRare: Bool
  }

  /// The classes that each input has an output column for; `nil`: one output column.
  let classes: [String]?
  /// The name of the time that fitted rows were told apart by.
  let time: String?
  /// What a row of no known category gets, by output column.
  let neutral: [Double]
  let columns: [Column]
  /// What the fitted rows need beside the state. Lives as long as the run that fits and is never stored: it would tell
  /// the people of each part apart.
  let outOfSample: OutOfSample?

  init(
    classes: [String]?, time: String?, neutral: [Double], columns: [Column], outOfSample: OutOfSample?
  ) {
    self.classes = classes
    self.time = time
    self.neutral = neutral
    self.columns = columns
    self.outOfSample = outOfSample
  }

  static let members: [StateMember] = [
    .categories("classes"), "time", .statistics("neutral"), .parts("columns", Column.members),
  ]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    classes = reader.isNull("classes") ? nil : try reader.categories("classes")
    time = reader.isNull("time") ? nil : try reader.string("time")
    neutral = try reader.numbers("neutral")
    columns = try reader.columns()
    outOfSample = nil
    guard neutral.count == classes?.count ?? 1 else {
      throw .badState(problem: "`neutral` and `classes` differ in length")
    }
    for column in columns {
      guard column.encodings.count == column.lookup.texts.count * neutral.count,
        column.missing?.count ?? neutral.count == neutral.count
      else { throw .badState(problem: "`encodings` and `categories` differ in length") }
    }
  }

  var json: JSON {
    [
      "classes": classes.map { .array($0.map { .string($0) }) } ?? .null,
      "time": time.map { .string($0) } ?? .null,
      "neutral": .array(neutral.map { .float($0) }),
      "columns": .array(columns.map(\.json)),
    ]
  }

  var inputs: [String]? { columns.map(\.name) + (time.map { [$0] } ?? []) }

  /// Equal as states: what the fitting run holds beside does not count.
  static func == (left: Self, right: Self) -> Bool {
    left.classes == right.classes && left.time == right.time && left.neutral == right.neutral
      && left.columns == right.columns
  }
}

extension TargetEncodings.Column {
  static let members: [StateMember] = [
    "name", .categories("categories"), .statistics("encodings"), .statistics("missing"), "folds_rare",
  ]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), lookup: CategoryLookup(try reader.categories("categories")),
      encodings: try reader.numbers("encodings"),
      missing: reader.isNull("missing") ? nil : try reader.numbers("missing"),
      foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "name": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "encodings": .array(encodings.map { .float($0) }),
      "missing": missing.map { .array($0.map { .float($0) }) } ?? .null,
      "folds_rare": .bool(foldsRare),
    ]
  }
}
