package import Columns
package import Configuration

/// Replaces each category by the number of rows that hold it in the fitted data, or by their share.
package struct CountEncoder: Transformer {
  package enum UnknownPolicy: String, ParameterWord { case ignore, error }

  package static let name = "count_encoder"
  package static let guide = Guide(
    summary: "Replaces each category by its number of rows, or by its share of them.",
    sklearn: nil,
    formula: """
      count(c), or with normalize count(c) / Σ count. A missing value is a category of its own. An unseen category \
      counts 0.
      """,
    source: "category_encoders 2.6, CountEncoder with handle_missing=value",
    example: """
      - {id: carrier, use: count_encoder, columns: [carrier], with: {normalize: true}}
      """,
    reveals: """
      The names of the categories and their numbers of rows. With `privacy.k` the categories of fewer than k people are \
      not named; they share one count, which unseen categories get too, or none (0) if all of them together are fewer \
      than k people, who then do not count in Σ either.
      """)

  package static let parameters: [Parameter<Self>] = [
    .init("normalize", \.normalize, "Divide by the number of fitted rows: a float from 0 to 1."),
    .init("handle_unknown", \.handleUnknown, "What a category not seen in fitting becomes: 0 (ignore) or an error."),
  ]

  package var normalize = false
  package var handleUnknown = UnknownPolicy.ignore

  package init() {}

  package func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try CategoryInputs.check(inputs)
  }

  package func outputs(_ inputs: [Field], _ fitted: CategoryFrequencies?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      OutputField(
        Field(
          name: field.name, type: normalize ? .float : .int, role: field.role, isNullable: false,
          sensitivity: field.sensitivity, tags: field.tags),
        replaces: position)
    }
  }

  package func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  package func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> CategoryFrequencies {
    try statistics.requireRows(context)
    return CategoryFrequencies(
      columns: zip(statistics.columns, context.inputs).map { CategoryFrequencies.Column($0, of: $1) })
  }

  package func transform(_ rows: Rows, _ fitted: CategoryFrequencies) throws(TransformError) -> [Columns.Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Columns.Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      let codes = column.lookup.codes(of: input)
      if handleUnknown == .error && !column.foldsRare {
        let isRefused = (0..<column.lookup.codeCount).map { code in
          code == CategoryLookup.unknown || code == CategoryLookup.missing && column.missing == nil
        }
        try codes.refuse(where: isRefused, in: column.name, rows.rowNumbers)
      }
      let counts = [column.other, column.missing ?? column.other] + column.counts
      if normalize {
        let total = Double(max(column.rowCount, 1))
        outputs.append(Columns.Column(.float(codes.lookUp(in: counts.map { Double($0) / total }))))
      } else {
        outputs.append(Columns.Column(.int(codes.lookUp(in: counts))))
      }
    }
    return outputs
  }
}

/// The fitted state of `count_encoder`.
package struct CategoryFrequencies: FittedState {
  struct Column: Sendable, Equatable {
    let name: String
    let lookup: CategoryLookup
    /// Rows of each category of `lookup`.
    let counts: [Int64]
    /// Rows without a value; `nil` if there is none, or they are folded.
    let missing: Int64?
    /// Rows of all folded categories, and what an unseen category counts; 0 when they are too few people together.
    let other: Int64
    let foldsRare: Bool

    var rowCount: Int64 { counts.reduce(0, +) + (missing ?? 0) + other }
  }

  let columns: [Column]

  init(columns: [Column]) { self.columns = columns }

  package init(json: JSON) throws(TransformError) {
    columns = try EncoderStateReader(json, ["columns"])
      .columns(Column.members) { (reader) throws(TransformError) in try Column(reader) }
  }

  package var json: JSON { ["columns": .array(columns.map(\.json))] }
  package var columnNames: [String]? { columns.map(\.name) }
}

extension CategoryFrequencies.Column {
  static let members = ["column", "categories", "counts", "missing", "other", "folds_rare"]

  init(_ counts: CategoryCounts, of field: Field) {
    let seen = counts.seen(as: field.type)
    let all = seen.categories + (seen.missing.count > 0 ? [seen.missing] : [])
    let named = seen.categories.filter { !$0.isRare }
    let rare = all.filter(\.isRare)
    let isMissingNamed = seen.missing.count > 0 && !seen.missing.isRare
    self.init(
      name: field.name, lookup: CategoryLookup(named.compactMap(\.text)), counts: named.map(\.count),
      missing: isMissingNamed ? seen.missing.count : nil,
      other: !rare.isEmpty && counts.isMetTogether(by: rare) ? rare.reduce(0) { $0 + $1.count } : 0,
      foldsRare: !rare.isEmpty)
  }

  init(_ reader: EncoderStateReader) throws(TransformError) {
    let texts = try reader.categories("categories")
    let counts = try reader.counts("counts")
    guard counts.count == texts.count else { throw .badState(problem: "`counts` and `categories` differ in length") }
    self.init(
      name: try reader.string("column"), lookup: CategoryLookup(texts), counts: counts,
      missing: try reader.optional("missing") { (reader, name) throws(TransformError) in try reader.count(name) },
      other: try reader.count("other"), foldsRare: try reader.bool("folds_rare"))
  }

  var json: JSON {
    [
      "column": .string(name),
      "categories": .array(lookup.texts.map { .string($0) }),
      "counts": .array(counts.map { .int($0) }),
      "missing": missing.map { .int($0) } ?? .null,
      "other": .int(other),
      "folds_rare": .bool(foldsRare),
    ]
  }
}
