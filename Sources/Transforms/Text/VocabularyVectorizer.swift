import Columns
import Configuration

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A vectorizer that learns which terms there are, or is told.
protocol VocabularyVectorizer: Vectorizer
where Statistics == VocabularyStatistics, Fitted == FittedColumns<Vocabulary> {
  var minDf: DocumentCount { get set }
  var maxDf: DocumentCount { get set }
  var maxFeatures: Int? { get set }
  var vocabulary: [String]? { get set }

  /// The type of the outputs.
  static var outputType: ColumnType { get }
  /// The weight of each term, if terms are weighed at all.
  ///
  /// - Parameter texts: In how many texts each term occurs; 0 for a given term of fewer than k people.
  func weights(_ texts: [Int64], of count: Int64, column: String) throws(TransformError) -> [Double]?
  /// How a term's count in a text becomes its weight there.
  var weighing: TermWeighing { get }
}

/// From a term's count in a text to its weight.
struct TermWeighing {
  let isBinary: Bool
  let isSublinear: Bool
  let norm: TextNorm
}

extension VocabularyVectorizer {
  static var vocabularyParameters: [Parameter<Self>] {
    [
      .init("min_df", \.minDf, "Terms of fewer texts are left out: a number of texts, or a share such as 0.01."),
      .init("max_df", \.maxDf, "Terms of more texts are left out: a number of texts, or a share such as 0.9."),
      .init(
        "max_features", \.maxFeatures, "Only so many terms are kept, those that occur most often; at most 10000.",
        .atLeast(1), .atMost(Double(OutputColumns.most))),
      .init(
        "vocabulary", \.vocabulary, "The terms in the order of their columns; nothing else is looked for.", .notEmpty),
    ]
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    try inputs.requireTexts()
    try checkAnalyzer()
    guard let vocabulary else { return }
    guard Set(vocabulary.map { Array($0.utf8) }).count == vocabulary.count else {
      throw .badArgument(parameter: "vocabulary", problem: "names a term twice")
    }
    try OutputColumns.check(
      inputs.map { given(vocabulary, of: $0) }.map { ($0.name, $0.outputNames) },
      remedy: "bound them with `max_features` or `min_df`")
  }

  private func given(_ terms: [String], of field: Field) -> Vocabulary {
    Vocabulary(name: field.name, terms: terms, weights: nil)
  }

  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    OutputColumns.fields(inputs, as: Self.outputType) { position, field in
      (fitted?.columns[position] ?? vocabulary.map { given($0, of: field) })?.outputNames
    }
  }

  func statistics(_ context: FitContext) -> VocabularyStatistics {
    VocabularyStatistics(context, analyzer: textAnalyzer, vocabulary: vocabulary)
  }

  func finish(_ statistics: VocabularyStatistics, _ context: FitContext) throws(TransformError) -> Fitted {
    var columns: [Vocabulary] = []
    for (name, counts) in zip(statistics.names, statistics.columns) {
      let terms = counts.terms
      let codes = vocabulary != nil ? Array(terms.indices) : try codes(counts, terms, column: name, k: context.k)
      let texts = codes.map { counts.isLargeEnough($0) ? counts.textCount(of: $0) : 0 }
      let weights = try weights(texts, of: counts.textCount, column: name)
      if weights != nil { try counts.crowd.require(column: name) }
      columns.append(Vocabulary(name: name, terms: codes.map { terms[$0] }, weights: weights))
    }
    try OutputColumns.check(
      columns.map { ($0.name, $0.outputNames) }, remedy: "bound them with `max_features` or `min_df`")
    return FittedColumns(columns)
  }

  /// The codes of the terms that are kept, in the order of their texts.
  private func codes(
    _ counts: TermCounts, _ terms: [String], column: String, k: Int?
  ) throws(TransformError) -> [Int] {
    guard !terms.isEmpty else {
      throw .unfittable(column: column, problem: "has no text with a term in it")
    }
    let least = minDf.threshold(of: counts.textCount), most = maxDf.threshold(of: counts.textCount)
    guard least <= most else {
      throw .unfittable(
        column: column, problem: "has so few texts that `max_df` stands for fewer of them than `min_df`")
    }
    let shared = terms.indices.filter(counts.isLargeEnough)
    guard !shared.isEmpty else { throw .tooFewPeople(column: column, k: k ?? 0) }
    var codes = shared.filter { (least...most).contains(Double(counts.textCount(of: $0))) }
    guard !codes.isEmpty else {
      throw .unfittable(column: column, problem: "has no term left; lower `min_df` or raise `max_df`")
    }
    codes.sort { ByteOrder.precedes(terms[$0], terms[$1]) }
    guard let maxFeatures, codes.count > maxFeatures else { return codes }
    let frequencies = codes.map { binary ? counts.textCount(of: $0) : counts.occurrences(of: $0) }
    // Of equally frequent terms the first in order stay.
    let kept = codes.indices.sorted { left, right in
      frequencies[left] != frequencies[right] ? frequencies[left] > frequencies[right] : left < right
    }
    return kept.prefix(maxFeatures).sorted().map { codes[$0] }
  }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    let analyzer = textAnalyzer, weighing = weighing
    var outputs: [Column] = []
    for (index, vocabulary) in fitted.columns.enumerated() {
      let texts = try rows.texts(of: index, named: vocabulary.name)
      let entries = vocabulary.entries(of: texts, rows.columns[index].validity, analyzer, weighing)
      outputs += entries.finish(count: vocabulary.terms.count, type: Self.outputType)
    }
    return outputs
  }
}

extension Vocabulary {
  /// What each text has of the terms, row by row; a missing text has none.
  fileprivate func entries(
    of texts: Texts, _ validity: Bitmap?, _ analyzer: TextAnalyzer, _ weighing: TermWeighing
  ) -> SparseColumnsBuilder {
    var builder = SparseColumnsBuilder()
    var scratch = TextAnalyzer.Scratch()
    var counts = [Int32](repeating: 0, count: terms.count)
    /// The terms of the text at hand, by first appearance.
    var found: [Int] = []
    validity.withBytes { validity in
      for row in 0..<texts.count {
        if validity?.bit(row) ?? true {
          texts.withBytes(of: row) { text in
            analyzer.forEachTerm(of: text, &scratch) { term in
              guard let code = table.find(term).map({ Int($0) }) else { return }
              if counts[code] == 0 { found.append(code) }
              counts[code] &+= 1
            }
          }
        }
        let first = builder.entryCount
        var sum = 0.0
        for code in found {
          var weight = weighing.isBinary ? 1 : Double(counts[code])
          if weighing.isSublinear { weight = 1 + log(weight) }
          if let weights { weight *= weights[code] }
          sum += weighing.norm.part(weight)
          builder.append(weight, column: code)
          counts[code] = 0
        }
        if weighing.norm != .none && !found.isEmpty {
          builder.scaleCurrentRow(from: first, by: weighing.norm.factor(sum))
        }
        found.removeAll(keepingCapacity: true)
        builder.endRow()
      }
    }
    return builder
  }
}
