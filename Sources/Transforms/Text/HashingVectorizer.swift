import Columns
import Configuration

/// Adds up the terms of a text in columns that their hashes choose: nothing is learned.
struct HashingVectorizer: Vectorizer, RowFunction {
  static let name = "hashing_vectorizer"
  static let parameters =
    analyzerParameters + [
      .init(
        "n_features", \.nFeatures, "How many columns there are; at most 10000.", .atLeast(1),
        .atMost(Double(OutputColumns.most))),
      .init("alternate_sign", \.alternateSign, "Subtract terms whose hash is negative, so that collisions cancel."),
      .init(
        "norm", \.norm,
        "Divide the values of a text by the root of their squares' sum (`l2`), their sum (`l1`), or not (`null`)."),
    ]
  static let guide = Guide(
    summary: "Adds up the words of a text, or runs of words or characters, in columns that their hashes choose.",
    counterpart: "sklearn.feature_extraction.text.HashingVectorizer",
    formula: """
      A term of hash h (MurmurHash3, 32 bits, signed, seed 0) adds the sign of h to column |h| mod n_features, then the \
      values of a text are divided by their norm. Columns are `c_0`, `c_1`, and so on, held sparse. Terms are those of \
      count_vectorizer; different terms may share a column. A missing text has no terms.
      """,
    source: "scikit-learn 1.9, feature_extraction/text.py, _hashing_fast.pyx; A. Appleby, MurmurHash3",
    example: """
      {id: words, use: hashing_vectorizer, columns: [notes], with: {n_features: 256, ngram_range: [1, 2]}}
      """,
    reveals: """
      Nothing: nothing is fitted. The hash has no key: whoever guesses a term can see whether its column is 0.
      """)

  var analyzer = TextAnalyzer.Unit.word
  var ngramRange = [1, 1]
  var lowercase = true
  var stopWords: [String] = []
  var binary = false
  var nFeatures = 1024
  var alternateSign = true
  var norm = TextNorm.l2

  init() {}

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireTexts()
    try checkAnalyzer()
    try OutputColumns.check(
      inputs.map { ($0.name, outputNames(of: $0)) }, remedy: "bound them with `max_features` or `min_df`")
  }

  private func outputNames(of field: Field) -> [String] { (0..<nFeatures).map { "\(field.name)_\($0)" } }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      outputNames(of: field).map { name in
        OutputField(
          field.derived(name, as: .float),
          replaces: position)
      }
    }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns)
    let analyzer = textAnalyzer
    var outputs: [Column] = []
    for (index, name) in fitted.columns.enumerated() {
      let texts = try rows.texts(of: index, named: name)
      outputs += entries(of: texts, rows.columns[index].validity, analyzer).finish(count: nFeatures, type: .float)
    }
    return outputs
  }

  private func entries(of texts: Texts, _ validity: Bitmap?, _ analyzer: TextAnalyzer) -> SparseColumnsBuilder {
    var builder = SparseColumnsBuilder()
    var scratch = TextAnalyzer.Scratch()
    var sums = [Double](repeating: 0, count: nFeatures)
    var isFound = [Bool](repeating: false, count: nFeatures)
    /// The columns of the text at hand, by first appearance.
    var found: [Int] = []
    validity.withBytes { validity in
      for row in 0..<texts.count {
        if validity?.bit(row) ?? true {
          texts.withBytes(of: row) { text in
            analyzer.forEachTerm(of: text, &scratch) { term in
              let (place, isNegative) = MurmurHash3.place(term, among: sums.count)
              if !isFound[place] {
                isFound[place] = true
                found.append(place)
              }
              sums[place] += isNegative && alternateSign ? -1 : 1
            }
          }
        }
        let first = builder.entryCount
        var sum = 0.0
        for place in found {
          let value = binary ? 1 : sums[place]
          sum += norm.part(value)
          builder.append(value, column: place)
          sums[place] = 0
          isFound[place] = false
        }
        if norm != .none && !found.isEmpty { builder.scaleCurrentRow(from: first, by: norm.factor(sum)) }
        found.removeAll(keepingCapacity: true)
        builder.endRow()
      }
    }
    return builder
  }
}
