import Columns
import Configuration

/// Replaces each category by its share of the fitted rows.
struct FrequencyEncoder: CategoryEncoder {
  static let name = "frequency_encoder"
  static let unknownPolicies: [UnknownPolicy] = [.returnNan, .value, .error]
  static let guide = Guide(
    summary: "Replaces each category by its share of the rows.",
    counterpart: "feature_engine.encoding.CountFrequencyEncoder",
    formula: """
      count(c) / Σ count, over the fitted rows that have a value, or with `handle_missing: value` over all, a missing \
      value being a category then. `count_encoder` gives the counts themselves.
      """,
    source: "feature_engine 1.9, encoding/count_frequency.py, encoding_method=frequency",
    example: """
      {id: carrier, use: frequency_encoder, columns: [carrier], with: {handle_unknown: value}}
      """,
    reveals: """
      The names of the categories and their numbers of rows. With privacy.k the categories of fewer than k people are \
      not named; they have the share of all of them together, which unseen categories get too, under every policy. If \
      all of them are fewer than k people, they count nowhere, and are as unseen.
      """)

  static let parameters: [Parameter<Self>] = [
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: missing (`return_nan`), 0 (`value`), or an `error`."),
    .init(
      "handle_missing", \.handleMissing,
      "What a missing value becomes: a category of its own (`value`), missing (`return_nan`), or an `error`."
    ),
  ]

  var handleUnknown = Handling<FrequencyEncoder>(.returnNan)
  var handleMissing = MissingCategory.returnNan

  init() {}

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<CountedColumn>?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      let isNullable = handleUnknown.canBeMissing(field, handleMissing)
      return OutputField(field.encoded(as: .float, isNullable: isNullable), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context, missing: handleMissing) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<CountedColumn> {
    try statistics.requireRows()
    return FittedColumns(
      zip(statistics.columns, context.inputs).map { counts, field in
        CountedColumn(
          SeenCategories(counts, as: field.type), of: field, countsMissing: handleMissing == .value)
      })
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<CountedColumn>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      try rows.require(handleMissing, in: input, named: column.name)
      let codes = column.lookup.codes(of: input)
      let isMissingUnseen = handleMissing == .value && column.missing == nil
      try rows.settle(
        codes, lastUnknown: CategoryLookup.lastUnknown(missing: isMissingUnseen), of: column.name,
        refused: handleUnknown.policy == .error && !column.foldsRare)
      let total = max(column.rowCount, 1)
      let isFolded = column.foldsRare && column.other > 0
      let unseen = handleUnknown.policy == .returnNan && !isFolded ? nil : Double(column.other) / total
      let missing = handleMissing == .value ? column.missing.map { Double($0) / total } ?? unseen : nil
      outputs.append(
        codes.floats(codeCount: column.lookup.codeCount) { code in
          switch code {
          case CategoryLookup.unknown: unseen
          case CategoryLookup.missing: missing
          default: Double(column.counts[code - CategoryLookup.first]) / total
          }
        })
    }
    return outputs
  }
}
