import Columns
import Configuration

/// Counts how often each term occurs in a text.
struct CountVectorizer: VocabularyVectorizer {
  static let name = "count_vectorizer"
  static let parameters = analyzerParameters + vocabularyParameters
  static let guide = Guide(
    summary: "Makes one column of each word, or run of words or characters, with its count in the text.",
    counterpart: "sklearn.feature_extraction.text.CountVectorizer",
    formula: """
      Column `c` with the terms `big` and `big dog` gives the int columns `c_big` and `c_big dog`, in the order of \
      code points. Words are `(?u)\\b\\w\\w+\\b`: two or more letters, digits or `_`. A term of fewer texts than min_df or \
      more than max_df is left out; max_features keeps the most frequent of the rest, of equally frequent ones the first \
      in order. A missing text has no terms, and does not count as a text. Columns are held sparse.
      """,
    source: "scikit-learn 1.9, feature_extraction/text.py",
    example: """
      {id: words, use: count_vectorizer, columns: [notes], with: {min_df: 5, max_features: 500}}
      """,
    reveals: """
      The terms, without counts. With privacy.k no term of fewer than k people is among them, unless `vocabulary` \
      lists it. A term that k people share may still be a name: redact the text first, as a column of free text must be.
      """)
  static let outputType = ColumnType.int

  var analyzer = TextAnalyzer.Unit.word
  var ngramRange = [1, 1]
  var lowercase = true
  var stopWords: [String] = []
  var binary = false
  var minDf = DocumentCount.texts(1)
  var maxDf = DocumentCount.share(1)
  var maxFeatures: Int?
  var vocabulary: [String]?

  init() {}

  var weighing: TermWeighing { TermWeighing(isBinary: binary, isSublinear: false, norm: .none) }

  func weights(_ texts: [Int64], of count: Int64, column: String) -> [Double]? { nil }
}
