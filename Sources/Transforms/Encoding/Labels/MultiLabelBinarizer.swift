import Columns
import Configuration

/// Gives each label that a column's texts list an output column of its own that is 1 where the row's text lists it.
struct MultiLabelBinarizer: CategoryEncoder {
  static let name = "multi_label_binarizer"
  static let unknownPolicies: [UnknownPolicy] = [.error, .ignore]
  static let guide = Guide(
    summary: "Makes one 0/1 column of each label in a column of lists such as `red,blue`.",
    counterpart: "sklearn.preprocessing.MultiLabelBinarizer",
    formula: """
      A text is cut at each separator; spaces and tabs around a label are dropped, and so are empty labels. Column `c` \
      with the labels a, b gives the int columns `c_a` and `c_b`, in the order of code points or of `classes`. A missing \
      value has no label: all its columns are 0.
      """,
    source: "scikit-learn 1.9, preprocessing/_label.py",
    example: """
      {id: interests, use: multi_label_binarizer, columns: [interests], with: {separator: ";"}}
      """,
    reveals: """
      The labels; no counts. With privacy.k a label of fewer than k people has no column and is not named, unless \
      `classes` does; unseen labels are then ignored under every policy, because they cannot be told from those.
      """)

  static let parameters: [Parameter<Self>] = [
    .init("separator", \.separator, "What stands between two labels.", .notEmpty),
    .init("classes", \.classes, "The labels, in the order of their columns; empty: those of the fitted rows."),
    .init(
      "handle_unknown", \.handleUnknown, "What a label not seen in fitting becomes: nothing (`ignore`), or an `error`."),
  ]

  var separator = ","
  var classes: [String] = []
  var handleUnknown = Handling<MultiLabelBinarizer>(.ignore)

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    for field in inputs where ![.category, .string, .text].contains(field.type) {
      throw .wrongType(column: field.name, expected: "string, text or category", found: field.type)
    }
    let table = StringTable(Strings(classes))
    guard table.count == classes.count else { throw .badArgument(parameter: "classes", problem: "names a label twice") }
    try checkNames(inputs.compactMap(declaredLabels))
  }

  func outputs(_ inputs: [Field], _ fitted: FittedColumns<LabelColumns>?) -> [OutputField] {
    OutputColumns.fields(inputs, as: .int) { position, field in
      (fitted?.columns[position] ?? declaredLabels(field))?.outputNames
    }
  }

  /// What `classes` names; known before fitting.
  private func declaredLabels(_ field: Field) -> LabelColumns? {
    classes.isEmpty ? nil : LabelColumns(name: field.name, labels: classes, foldsRare: false)
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context) }

  func finish(
    _ statistics: CategoryStatistics, _ context: FitContext
  ) throws(TransformError) -> FittedColumns<LabelColumns> {
    try statistics.requireRows()
    let columns = zip(statistics.columns, context.inputs).map { counts, field in
      declaredLabels(field) ?? learnedLabels(field, counts)
    }
    try checkNames(columns)
    return FittedColumns(columns)
  }

  /// Behind a label stand the people of all texts that list it.
  private func learnedLabels(_ field: Field, _ counts: LevelCounts) -> LabelColumns {
    var table = StringTable()
    var codesOfLabel: [[Int]] = []
    let cutter = LabelCutter(separator)
    for (position, text) in counts.names.enumerated() {
      var text = text
      text.withUTF8 { bytes in
        cutter.forEach(in: bytes) { label in
          let number = Int(table.insert(label))
          if number == codesOfLabel.count { codesOfLabel.append([]) }
          codesOfLabel[number].append(position + 1)
        }
      }
    }
    let labels = table.dictionary.array
    let named = labels.indices.filter { counts.areLargeEnough(together: codesOfLabel[$0]) }
    return LabelColumns(
      name: field.name, labels: CategoryOrder.sorted(named.map { labels[$0] }, as: .string),
      foldsRare: named.count < labels.count)
  }

  private func checkNames(_ columns: [LabelColumns]) throws(TransformError) {
    try OutputColumns.check(columns.map { ($0.name, $0.outputNames) }, remedy: "name some labels with `classes`")
  }

  func transform(_ rows: Rows, _ fitted: FittedColumns<LabelColumns>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var outputs: [Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      let listed = ListedLabels(input, LabelCutter(separator), column.lookup)
      rows.unknowns?.add(listed.unknownRowCount(input.validity), to: column.name)
      if handleUnknown.policy == .error && !column.foldsRare, let row = listed.firstUnknown(input.validity) {
        throw rows.badValue(in: column.name, at: row, "a label that fitting has not seen")
      }
      let order = listed.rowsByLabel(input.validity)
      let labels = column.lookup.texts.indices
      let isSparse = labels.count > OneHotEncoder.mostDenseColumns
      for label in labels { outputs.append(isSparse ? order.sparse(label) : order.indicator(of: label)) }
    }
    return outputs
  }
}
