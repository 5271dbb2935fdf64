import Columns
import Configuration

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Weighs the terms of a text by how often they occur in it and how few texts have them.
struct TfidfVectorizer: VocabularyVectorizer {
  static let name = "tfidf_vectorizer"
  static let parameters =
    analyzerParameters + vocabularyParameters + [
      .init(
        "norm", \.norm,
        "Divide the weights of a text by the root of their squares' sum (`l2`), their sum (`l1`), or not (`null`)."),
      .init("use_idf", \.useIdf, "Weigh terms by how few texts have them."),
      .init("smooth_idf", \.smoothIdf, "Count one text more that has every term."),
      .init("sublinear_tf", \.sublinearTf, "Use 1 + ln(count) in place of the count."),
    ]
  static let guide = Guide(
    summary: "Makes one column of each word, or run of words or characters, with its weight in the text.",
    counterpart: "sklearn.feature_extraction.text.TfidfVectorizer",
    formula: """
      weight = tf * idf, divided by the norm of the text's weights. tf is the term's count in the text, or 1 + ln(count) \
      with sublinear_tf; idf = ln((1 + n) / (1 + d)) + 1 for n texts of which d have the term, ln(n / d) + 1 without \
      smooth_idf. Terms, their order and names (`c_big dog`) are those of count_vectorizer. A missing text has no terms, \
      and does not count as a text. Columns are held sparse.
      """,
    source: "scikit-learn 1.9, feature_extraction/text.py",
    example: """
      {id: words, use: tfidf_vectorizer, columns: [notes], with: {min_df: 5, ngram_range: [1, 2], max_features: 500}}
      """,
    reveals: """
      The terms and, by idf, how many texts have each. With privacy.k no term of fewer than k people is among them; one \
      that `vocabulary` lists weighs as if nobody used it. A term that k people share may still be a name: redact the \
      text first, as a column of free text must be.
      """)
  static let outputType = ColumnType.float

  var analyzer = TextAnalyzer.Unit.word
  var ngramRange = [1, 1]
  var lowercase = true
  var stopWords: [String] = []
  var binary = false
  var minDf = DocumentCount.texts(1)
  var maxDf = DocumentCount.share(1)
  var maxFeatures: Int?
  var vocabulary: [String]?
  var norm = TextNorm.l2
  var useIdf = true
  var smoothIdf = true
  var sublinearTf = false

  init() {}

  var weighing: TermWeighing { TermWeighing(isBinary: binary, isSublinear: sublinearTf, norm: norm) }

  func weights(_ texts: [Int64], of count: Int64, column: String) throws(TransformError) -> [Double]? {
    guard useIdf else { return nil }
    let more = smoothIdf ? 1.0 : 0
    guard smoothIdf || !texts.contains(0) else {
      throw .unfittable(column: column, problem: "has no text with one of the terms of `vocabulary`; set `smooth_idf`")
    }
    return texts.map { log((Double(count) + more) / (Double($0) + more)) + 1 }
  }
}
