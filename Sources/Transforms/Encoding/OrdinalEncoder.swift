import Columns
import Configuration

/// Replaces each category by its place in the order of categories, from 0: the code of a category is its group.
struct OrdinalEncoder: CategoryEncoder {
  enum Order: String, ParameterWord { case auto, declared }

  static let name = "ordinal_encoder"
  static let unknownPolicies: [UnknownPolicy] = [.error, .useEncodedValue]
  static let guide = Guide(
    summary: "Replaces each category by its place in the order of categories, from 0.",
    counterpart: "sklearn.preprocessing.OrdinalEncoder",
    formula: """
      The code of a category is the number of categories before it: numbers by value, all else by code points, or with \
      `categories: declared` the order of `values:` in the contract. Infrequent categories share the last code. A \
      missing value stays missing, or becomes encoded_missing_value.
      """,
    source: "scikit-learn 1.9, preprocessing/_encoders.py",
    example: """
      {id: size, use: ordinal_encoder, columns: [size], with: {categories: declared}}
      """,
    reveals: """
      The names of the categories and which of them are infrequent; no counts. With privacy.k the categories of fewer \
      than k people share one code and are not named, unless the contract lists them under `values:`; unseen categories \
      then get that code under every policy, because they cannot be told from folded ones.
      """)

  static let parameters: [Parameter<Self>] = [
    .init(
      "categories", \.categories,
      "The order of the codes: sorted (`auto`), or that of `values:` in the contract (`declared`)."),
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: an `error`, or unknown_value (`use_encoded_value`)."),
    .init(
      "unknown_value", \.unknownValue, "The code of unseen categories under use_encoded_value; absent: missing."),
    .init("encoded_missing_value", \.encodedMissingValue, "The code of missing values; absent: they stay missing."),
    .init(
      "min_frequency", \.minFrequency, "Categories with fewer rows than this share the last code.", .atLeast(1)),
    .init("max_categories", \.maxCategories, "The most codes, the infrequent one included.", .atLeast(1)),
  ]

  var categories = Order.auto
  var handleUnknown = Handling<OrdinalEncoder>(.error)
  var unknownValue: Int?
  var encodedMissingValue: Int?
  var minFrequency: Int?
  var maxCategories: Int?

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireCategories()
    if unknownValue != nil && handleUnknown.policy == .error {
      throw .badArgument(parameter: "unknown_value", problem: "goes with `handle_unknown: use_encoded_value` only")
    }
    if categories == .declared {
      for field in inputs where field.vocabulary == nil {
        throw .badArgument(
          parameter: "categories",
          problem: "is `declared`, but the contract lists no `values:` for column `\(field.name)`")
      }
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<CategoryGroups>?) -> [OutputField] {
    let canUnknownBeMissing = handleUnknown.policy == .useEncodedValue && unknownValue == nil
    return inputs.enumerated().map { position, field in
      let isNullable = field.isNullable && encodedMissingValue == nil || canUnknownBeMissing
      return OutputField(field.encoded(as: .int, isNullable: isNullable), replaces: position)
    }
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<CategoryGroups> {
    try statistics.requireRows()
    let rule = InfrequentRule(minFrequency: minFrequency, maxCategories: maxCategories)
    let order = categories
    let columns = zip(statistics.columns, context.inputs).map { counts, field in
      CategoryGroups(
        counts, of: field, rule: rule, groupsMissing: false, keepsDeclaredOrder: order == .declared)
    }
    for (parameter, value) in [("unknown_value", unknownValue), ("encoded_missing_value", encodedMissingValue)] {
      guard let value else { continue }
      for groups in columns where (0..<groups.groupCount).contains(value) {
        throw .badArgument(
          parameter: parameter, problem: "is also the code of a category of column `\(groups.name)`")
      }
    }
    return FittedColumns(columns)
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<CategoryGroups>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Column] = []
    for (groups, input) in zip(fitted.columns, rows.columns) {
      let codes = groups.lookup.codes(of: input)
      let isUnseen = groups.groupOfCode[CategoryLookup.unknown] == CategoryGroups.none
      try rows.settle(
        codes, lastUnknown: CategoryLookup.lastUnknown(missing: false), of: groups.name,
        refused: handleUnknown.policy == .error && isUnseen)
      outputs.append(
        codes.ints(codeCount: groups.groupOfCode.count) { code in
          switch code {
          case CategoryLookup.unknown where isUnseen: unknownValue.map { Int64($0) }
          case CategoryLookup.missing: encodedMissingValue.map { Int64($0) }
          default: Int64(groups.groupOfCode[code])
          }
        })
    }
    return outputs
  }
}
