import Columns
import Configuration

/// Gives each category of a column an output column of its own that is 1 where the row holds it, else 0.
struct OneHotEncoder: CategoryEncoder {
  enum Drop: String, ParameterWord {
    case none, first
    case ifBinary = "if_binary"
  }

  static let name = "one_hot_encoder"
  static let unknownPolicies: [UnknownPolicy] = [.error, .ignore, .infrequentIfExist]
  static let guide = Guide(
    summary: "Makes one 0/1 column of each category.",
    counterpart: "sklearn.preprocessing.OneHotEncoder",
    formula: """
      Column `c` with the categories a, b gives the int columns `c_a` and `c_b`; exactly one is 1 in a row. Columns stand \
      in the order of the categories: numbers by value (`c_2`, `c_10`; floats are `c_1.0`), booleans `c_false`, `c_true`, \
      all else by code points. A missing value is a category of its own, the last, `c_nan`. Categories with fewer rows \
      than min_frequency, and the smallest beyond max_categories, share the last column `c_infrequent_sklearn`. Where \
      the contract lists `values:`, each has its column, whether seen or not, and `c_nan` exists if the column is \
      nullable; otherwise the rows decide.
      """,
    source: "scikit-learn 1.9, preprocessing/_encoders.py",
    example: """
      {id: plan, use: one_hot_encoder, columns: [plan], with: {handle_unknown: infrequent_if_exist, min_frequency: 20}}
      """,
    reveals: """
      The names of the categories and which of them are infrequent; no counts. With privacy.k a category of fewer than \
      k people is folded into `c_infrequent_sklearn` and not named, unless the contract lists it under `values:`; unseen \
      categories then go to that column under every policy, because they cannot be told from folded ones.
      """)

  static let parameters: [Parameter<Self>] = [
    .init(
      "handle_unknown", \.handleUnknown,
      "What a category not seen in fitting becomes: an `error`, all zeros (`ignore`), or the infrequent column (`infrequent_if_exist`)."
    ),
    .init(
      "drop", \.drop,
      "Leave out the first column of each input (`first`), of inputs with two columns (`if_binary`), or `none`."),
    .init(
      "min_frequency", \.minFrequency, "Categories with fewer rows than this share one column.", .atLeast(1)),
    .init(
      "max_categories", \.maxCategories, "The most columns an input may have, the infrequent one included.", .atLeast(1)
    ),
  ]

  var handleUnknown = Handling<OneHotEncoder>(.error)
  var drop = Drop.none
  var minFrequency: Int?
  var maxCategories: Int?

  init() {}

  /// The indicators of an input with more columns than this are sparse: at 4 bytes for each 1 they are then at most an
  /// eighteenth of the size of ints. Up to here making and writing dense ones as CSV takes less time.
  static let mostDenseColumns = 8

  private var rule: InfrequentRule { InfrequentRule(minFrequency: minFrequency, maxCategories: maxCategories) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireCategories()
    try checkNames(inputs.compactMap(declaredColumns))
    for field in inputs where minFrequency == nil {
      guard let most = maxCategories, most > OutputColumns.most, let vocabulary = field.vocabulary else { continue }
      if vocabulary.count > OutputColumns.most { throw OutputColumns.tooMany(of: field.name, remedy: Self.remedy) }
    }
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<OneHotColumns>?) -> [OutputField] {
    OutputColumns.fields(inputs, as: .int) { position, field in
      (fitted?.columns[position] ?? declaredColumns(field))?.outputNames
    }
  }

  /// What is certain before fitting: a vocabulary of the contract that no frequency can fold.
  private func declaredColumns(_ field: Field) -> OneHotColumns? {
    guard let vocabulary = field.vocabulary, !rule.isActive else { return nil }
    return OneHotColumns(CategoryGroups(declaredBy: vocabulary, of: field, groupsMissing: true), drop: drop)
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<OneHotColumns> {
    try statistics.requireRows()
    let columns = zip(statistics.columns, context.inputs).map { counts, field in
      OneHotColumns(CategoryGroups(counts, of: field, rule: rule, groupsMissing: true), drop: drop)
    }
    try checkNames(columns)
    return FittedColumns(columns)
  }

  /// Two columns of one name arise from a missing value beside the text `nan`, or from inputs such as `a` and `a_b`.
  private func checkNames(_ columns: [OneHotColumns]) throws(TransformError) {
    try OutputColumns.check(columns.map { ($0.name, $0.outputNames) }, remedy: Self.remedy)
  }

  private static let remedy = "bound them with `max_categories`"

  func transform(_ rows: Rows, _ fitted: FittedColumns<OneHotColumns>) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      let groups = column.groups
      let codes = groups.lookup.codes(of: input)
      try rows.settle(
        codes, lastUnknown: CategoryLookup.lastUnknown(missing: !groups.hasMissing), of: groups.name,
        refused: handleUnknown.policy == .error && !groups.foldsRare)
      let elsewhere = handleUnknown.policy == .infrequentIfExist ? groups.infrequentGroup : CategoryGroups.none
      var groupOfRow = codes.lookUp(in: groups.groupOfCode)
      if elsewhere != CategoryGroups.none {
        groupOfRow = groupOfRow.map { $0 == CategoryGroups.none ? elsewhere : $0 }
      }
      if column.kept.count > Self.mostDenseColumns {
        let order = RowsByGroup(groupOfRow, groupCount: groups.groupCount)
        for group in column.kept { outputs.append(order.sparse(group)) }
      } else {
        for group in column.kept { outputs.append(groupOfRow.indicator(of: Int32(truncatingIfNeeded: group))) }
      }
    }
    return outputs
  }
}

extension Buffer<Int32> {
  /// 1 in the rows of the group, else 0: a comparison for each row, for which the machine has vectors, while clearing
  /// memory and setting single rows has none.
  fileprivate func indicator(of group: Int32) -> Column {
    Column(
      .int(
        Buffer<Int64>(count: count) { memory in
          withUnsafeBufferPointer { groups in
            for row in 0..<groups.count { memory[row] = groups[row] == group ? 1 : 0 }
          }
        }))
  }
}
