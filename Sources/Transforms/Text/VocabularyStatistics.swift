import Columns

/// What the vectorizers with a vocabulary collect.
struct VocabularyStatistics: Accumulator {
  let names: [String]
  let analyzer: TextAnalyzer
  private(set) var columns: [TermCounts]

  init(_ context: FitContext, analyzer: TextAnalyzer, vocabulary: [String]?) {
    names = context.inputs.map(\.name)
    self.analyzer = analyzer
    columns = names.map { _ in TermCounts(vocabulary: vocabulary, k: context.k) }
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    for (index, name) in names.enumerated() {
      let texts = try rows.texts(of: index, named: name)
      try columns[index].update(texts, rows.columns[index].validity, rows.people, analyzer, name: name)
    }
  }

  mutating func merge(_ other: VocabularyStatistics) throws(TransformError) {
    for (index, name) in names.enumerated() { try columns[index].merge(other.columns[index], name: name) }
  }
}
