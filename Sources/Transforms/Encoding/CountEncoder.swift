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
      {id: carrier, use: count_encoder, columns: [carrier], with: {normalize: true}}
      """,
    reveals: """
      The names of the categories and their numbers of rows. With privacy.k the categories of fewer than k people are \
      not named; they share one count, which unseen categories get too, or none (0) if all of them together are fewer \
      than k people, who then do not count in Σ either.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("normalize", \.normalize, "Divide by the number of fitted rows: a float from 0 to 1."),
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: 0 (`value`), missing (`return_nan`), or an `error`."
    ),
    .init(
      "handle_missing", \.handleMissing,
      "What a missing value becomes: a category of its own (`value`), missing (`return_nan`), or an `error`."),
  ]

  var normalize = false
  var handleUnknown = Handling<CountEncoder>(.value)
  var handleMissing = MissingCategory.value

  init() {}

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<CountedColumn>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      let isNullable = handleUnknown.policy == .returnNan || handleMissing == .returnNan && field.isNullable
      return OutputField(field.encoded(as: normalize ? .float : .int, isNullable: isNullable), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics {
    CategoryStatistics(context, missing: handleMissing)
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
        codes,
        lastUnknown: CategoryLookup.lastUnknown(missing: column.missing == nil && handleMissing == .value),
        of: column.name, refused: handleUnknown.policy == .error && !column.foldsRare)
      try rows.require(handleMissing, in: input, named: column.name)
      let unseen: Int64? = handleUnknown.policy == .returnNan && !column.foldsRare ? nil : column.other
      let missing: Int64? = handleMissing == .returnNan ? nil : column.missing ?? unseen
      func count(_ code: Int) -> Int64? {
        switch code {
        case CategoryLookup.unknown: unseen
        case CategoryLookup.missing: missing
        default: column.counts[code - CategoryLookup.first]
        }
      }
      let total = normalize ? max(column.rowCount, 1) : 1
      outputs.append(
        normalize
          ? codes.floats(codeCount: column.lookup.codeCount) { count($0).map { Double($0) / total } }
          : codes.ints(codeCount: column.lookup.codeCount, count))
    }
    return outputs
  }
}
