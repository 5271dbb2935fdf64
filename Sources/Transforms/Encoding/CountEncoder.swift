import Columns
import Configuration

/// Replaces each category by the number of rows that hold it in the fitted data, or by their share.
struct CountEncoder: CategoryEncoder {
  static let name = "count_encoder"
  static let unknownPolicies: [UnknownPolicy] = [.value, .error, .returnNan]
  static let guide = Guide(
    summary: "Replaces each category by its number of rows, or by its share of them.",
    counterpart: "category_encoders.count.CountEncoder",
    formula: """
      count(c), or with normalize count(c) / Σ count. A missing value is a category of its own. An unseen category \
      counts 0.
      """,
    source: "category_encoders 2.11, count.py",
    example: """
      - {id: carrier, use: count_encoder, columns: [carrier], with: {normalize: true}}
      """,
    reveals: """
      The names of the categories and their numbers of rows. With `privacy.k` the categories of fewer than k people are \
      not named; they share one count, which unseen categories get too, or none (0) if all of them together are fewer \
      than k people, who then do not count in Σ either.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("normalize", \.normalize, "Divide by the number of fitted rows: a float from 0 to 1."),
    .init(
      "handle_unknown", \.handleUnknown, "What a category not seen in fitting becomes: 0 (value), missing, or an error."
    ),
    .init(
      "handle_missing", \.handleMissing,
      "What a missing value becomes: a category like any other (value), missing, or an error."),
  ]

  var normalize = false
  var handleUnknown = Handling<CountEncoder>(.value)
  var handleMissing = MissingPolicy.value

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try CategoryInputs.check(inputs)
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<CountedColumn>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      let isNullable = handleUnknown.policy == .returnNan || handleMissing == .returnNan && field.isNullable
      return OutputField(field.encoded(as: normalize ? .float : .int, isNullable: isNullable), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics {
    CategoryStatistics(context, refusesMissing: handleMissing == .error)
  }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<CountedColumn> {
    try statistics.requireRows()
    return FittedColumns(
      zip(statistics.columns, context.inputs).map { CountedColumn(SeenCategories($0, as: $1.type), of: $1) })
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<CountedColumn>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      let codes = column.lookup.codes(of: input)
      try rows.settle(
        codes, unknown: column.lookup.isUnknown(missing: column.missing == nil && handleMissing == .value),
        of: column.name, refused: handleUnknown.policy == .error && !column.foldsRare)
      if handleMissing == .error { try rows.requirePresent(input, named: column.name) }
      let unseen: Int64? = handleUnknown.policy == .returnNan && !column.foldsRare ? nil : column.other
      let missing: Int64? = handleMissing == .returnNan ? nil : column.missing ?? unseen
      let counts = [unseen, missing] + column.counts
      let total = max(column.rowCount, 1)
      outputs.append(normalize ? codes.floats(counts.map { $0.map { Double($0) / total } }) : codes.ints(counts))
    }
    return outputs
  }
}

/// The numbers of rows that `count_encoder` has fitted for a column.
struct CountedColumn: FittedColumn {
  let name: String
  let lookup: CategoryLookup
  /// Rows of each category of `lookup`.
  let counts: [Int64]
  /// Rows without a value; `nil` if there is none, or they are folded.
  let missing: Int64?
  /// Rows of all folded categories, and what an unseen category counts; 0 when they are too few people together.
  let other: Int64
  let foldsRare: Bool

  /// As a double, since the counts of a state that another hand has edited may add up to more than 2^63.
  var rowCount: Double { (counts + [missing ?? 0, other]).reduce(0) { $0 + Double($1) } }
}

extension CountedColumn {
  /// Without `countsMissing` a missing value is no category.
  init(_ seen: SeenCategories, of field: Field, countsMissing: Bool = true) {
    let hasMissing = countsMissing && seen.missing.count > 0
    let named = seen.categories.filter { !$0.isRare }
    let rare = (seen.categories + (hasMissing ? [seen.missing] : [])).filter(\.isRare)
    self.init(
      name: field.name, lookup: CategoryLookup(named.compactMap(\.text)), counts: named.map(\.count),
      missing: hasMissing && !seen.missing.isRare ? seen.missing.count : nil,
      other: !rare.isEmpty && seen.areLargeEnough(together: rare) ? rare.reduce(0) { $0 + $1.count } : 0,
      foldsRare: !rare.isEmpty)
  }

  static let members = ["name", "categories", "counts", "missing", "other", "folds_rare"]

  init(_ reader: StateReader) throws(TransformError) {
    let texts = try reader.categories("categories")
    let counts = try reader.counts("counts")
    guard counts.count == texts.count else { throw .badState(problem: "`counts` and `categories` differ in length") }
    self.init(
      name: try reader.string("name"), lookup: CategoryLookup(texts), counts: counts,
      missing: reader.isNull("missing") ? nil : try reader.count("missing"), other: try reader.count("other"),
      foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "name": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "counts": .array(counts.map { .int($0) }),
      "missing": missing.map { .int($0) } ?? .null,
      "other": .int(other),
      "folds_rare": .bool(foldsRare),
    ]
  }
}
