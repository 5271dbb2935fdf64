package import Columns
package import Configuration

/// Replaces each category by its place in the order of categories, from 0.
package struct OrdinalEncoder: Transformer {
  package enum Order: String, ParameterWord { case auto, declared }

  package enum UnknownPolicy: String, ParameterWord {
    case error
    case useEncodedValue = "use_encoded_value"
  }

  package static let name = "ordinal_encoder"
  package static let guide = Guide(
    summary: "Replaces each category by its place in the order of categories, from 0.",
    sklearn: "sklearn.preprocessing.OrdinalEncoder",
    formula: """
      The code of a category is the number of categories before it: numbers by value, all else by code points, or with \
      `categories: declared` the order of `values:` in the contract. Infrequent categories share the last code. A \
      missing value stays missing, or becomes encoded_missing_value.
      """,
    source: "scikit-learn 1.9, sklearn/preprocessing/_encoders.py",
    example: """
      - {id: size, use: ordinal_encoder, columns: [size], with: {categories: declared}}
      """,
    reveals: """
      The names of the categories and which of them are infrequent; no counts. With `privacy.k` the categories of fewer \
      than k people share one code and are not named, unless the contract lists them under `values:`; unseen categories \
      then get that code under every policy, because they cannot be told from folded ones.
      """)

  package static let parameters: [Parameter<Self>] = [
    .init(
      "categories", \.categories,
      "The order of the codes: sorted (auto), or that of `values:` in the contract (declared)."),
    .init(
      "handle_unknown", \.handleUnknown, "What a category not seen in fitting becomes: an error, or unknown_value."),
    .init(
      "unknown_value", \.unknownValue, "The code of unseen categories under use_encoded_value; absent: missing."),
    .init("encoded_missing_value", \.encodedMissingValue, "The code of missing values; absent: they stay missing."),
    .init(
      "min_frequency", \.minFrequency, "Categories with fewer rows than this share the last code.", .atLeast(1)),
    .init("max_categories", \.maxCategories, "The most codes, the infrequent one included.", .atLeast(1)),
  ]

  package var categories = Order.auto
  package var handleUnknown = UnknownPolicy.error
  package var unknownValue: Int?
  package var encodedMissingValue: Int?
  package var minFrequency: Int?
  package var maxCategories: Int?

  package init() {}

  package func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try CategoryInputs.check(inputs)
    if unknownValue != nil && handleUnknown == .error {
      throw .badArgument(parameter: "unknown_value", problem: "goes only with `handle_unknown: use_encoded_value`")
    }
    if categories == .declared {
      for field in inputs where field.vocabulary == nil {
        throw .badArgument(
          parameter: "categories",
          problem: "is `declared`, but the contract lists no `values:` for column `\(field.name)`")
      }
    }
  }

  package func outputs(_ inputs: [Field], _ fitted: OrdinalCategories?) -> [OutputField] {
    let canUnknownBeMissing = handleUnknown == .useEncodedValue && unknownValue == nil
    return inputs.enumerated().map { position, field in
      let isNullable = field.isNullable && encodedMissingValue == nil || canUnknownBeMissing
      return OutputField(
        Field(
          name: field.name, type: .int, role: field.role, isNullable: isNullable, sensitivity: field.sensitivity,
          tags: field.tags),
        replaces: position)
    }
  }

  package func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  package func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> OrdinalCategories {
    try statistics.requireRows(context)
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
          parameter: parameter, problem: "is also the code of a category of column `\(groups.column)`")
      }
    }
    return OrdinalCategories(columns: columns)
  }

  package func transform(_ rows: Rows, _ fitted: OrdinalCategories) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.column))
    var outputs: [Column] = []
    for (groups, input) in zip(fitted.columns, rows.columns) {
      let codes = groups.lookup.codes(of: input)
      let isUnseen = groups.groupOfCode[CategoryLookup.unknown] == CategoryGroups.none
      if handleUnknown == .error && isUnseen {
        let isRefused = (0..<groups.lookup.codeCount).map { $0 == CategoryLookup.unknown }
        try codes.refuse(where: isRefused, in: groups.column, rows.rowNumbers)
      }
      var values: [Int64?] = groups.groupOfCode.map { Int64($0) }
      if isUnseen { values[CategoryLookup.unknown] = unknownValue.map { Int64($0) } }
      values[CategoryLookup.missing] = encodedMissingValue.map { Int64($0) }
      outputs.append(codes.column(of: values))
    }
    return outputs
  }
}

extension Buffer<Int32> {
  /// The int column of `values[code]`; missing where that is `nil`.
  fileprivate func column(of values: [Int64?]) -> Column {
    let numbers = lookUp(in: values.map { $0 ?? 0 })
    let isPresent = values.map { $0 != nil }
    guard isPresent.contains(false) else { return Column(.int(numbers)) }
    let validity = withUnsafeBufferPointer { codes in Bitmap(count: codes.count) { isPresent[Int(codes[$0])] } }
    return Column(.int(numbers), validity: validity)
  }
}

/// The fitted state of `ordinal_encoder`; the code of a category is its group.
package struct OrdinalCategories: FittedState {
  let columns: [CategoryGroups]

  init(columns: [CategoryGroups]) { self.columns = columns }

  package init(json: JSON) throws(TransformError) {
    columns = try EncoderStateReader(json, ["columns"])
      .columns(CategoryGroups.members) { (reader) throws(TransformError) in try CategoryGroups(reader) }
  }

  package var json: JSON { ["columns": .array(columns.map(\.json))] }
  package var columnNames: [String]? { columns.map(\.column) }
}
