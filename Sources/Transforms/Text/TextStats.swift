import Columns
import Configuration

/// Measures texts: their lengths, words, and kinds of characters.
struct TextStats: RowFunction {
  static let name = "text_stats"
  static let parameters: [Parameter<Self>] = [
    .init("features", \.features, "What is measured, in the order of the columns; absent: all there is."),
    .init(
      "missing_values", \.missingValues,
      "What a missing value becomes: an empty text (`ignore`), or an error (`raise`)."),
  ]
  static let guide = Guide(
    summary: "Measures texts: their lengths, words, and kinds of characters.",
    counterpart: "feature_engine.text.TextFeatures",
    formula: """
      Column `c` gives `c_char_count` and so on; it stays itself. Words stand between white space; letters and capitals \
      are those of ASCII, digits those of any script. char_count leaves out white space, and digit_ratio and \
      uppercase_ratio are shares of it; whitespace_ratio is one of all characters. avg_word_length is the number of \
      characters but for white space at the ends, by the number of words; lexical_diversity the number of words by that \
      of different ones in small letters. sentence_count counts runs of `.`, `!` and `?`. What would be divided by 0 is 0.
      """,
    source: "feature_engine 1.9, text/text_features.py",
    example: """
      {id: lengths, use: text_stats, columns: [notes], with: {features: [char_count, word_count, digit_ratio]}}
      """,
    reveals: "Nothing: nothing is fitted.")
  static let replacesInputs = false

  var features = TextMeasure.allCases
  var missingValues = MissingValues.ignore

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireTexts()
    guard !features.isEmpty else { throw .badArgument(parameter: "features", problem: "must not be empty") }
    guard Set(features).count == features.count else {
      throw .badArgument(parameter: "features", problem: "names a measure twice")
    }
    var columns: [(input: String, outputs: [String])] = inputs.map { ($0.name, [$0.name]) }
    columns += inputs.map { field in (field.name, features.map { outputName($0, of: field) }) }
    try OutputColumns.check(columns, remedy: "take fewer `features`")
  }

  private func outputName(_ feature: TextMeasure, of field: Field) -> String { "\(field.name)_\(feature.rawValue)" }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    inputs.flatMap { field in
      features.map { feature in
        OutputField(
          field.derived(outputName(feature, of: field), as: feature.type))
      }
    }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns)
    var outputs: [Column] = []
    for (index, name) in fitted.columns.enumerated() {
      let texts = try rows.texts(of: index, named: name)
      try rows.require(missingValues, in: rows.columns[index], named: name)
      outputs += measures(texts, rows.columns[index].validity)
    }
    return outputs
  }

  private func measures(_ texts: Texts, _ validity: Bitmap?) -> [Column] {
    let comparesWords = features.contains { $0 == .uniqueWordCount || $0 == .lexicalDiversity }
    var words = DistinctWords()
    var values = features.map { _ in [Double]() }
    for place in values.indices { values[place].reserveCapacity(texts.count) }
    for row in 0..<texts.count {
      var survey = TextSurvey()
      if validity.isValid(row) {
        texts.withBytes(of: row) { text in
          survey.read(text)
          if comparesWords { survey.uniqueWords = words.count(in: text) }
        }
      }
      for (place, feature) in features.enumerated() { values[place].append(survey[feature]) }
    }
    return zip(features, values).map { feature, values in
      feature.type == .float
        ? Column(.float(Buffer(values)))
        : Column(
          .int(
            Buffer(count: values.count) { memory in
              for row in values.indices { memory[row] = Int64(values[row]) }
            }))
    }
  }
}
