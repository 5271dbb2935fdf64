import Configuration

extension ConformanceCase {
  static let text: [ConformanceCase] = [
    .init(name: "normalize_text", columns: [.sentence, .category]),
    .init(
      name: "normalize_text", arguments: ["case": "fold", "whitespace": "strip", "form": .null], columns: [.category]),
    .init(name: "text_stats", columns: [.sentence, .category]),
    .init(name: "text_stats", arguments: ["features": ["word_count", "avg_word_length"]], columns: [.string]),
    .init(name: "count_vectorizer", columns: [.category, .sentence]),
    .init(
      name: "count_vectorizer", arguments: ["analyzer": "char", "ngram_range": [1, 3], "max_features": 8],
      columns: [.category, .sentence]),
    .init(
      name: "count_vectorizer", arguments: ["vocabulary": ["red", "green", "absent"], "binary": true],
      columns: [.category]),
    .init(name: "tfidf_vectorizer", arguments: ["ngram_range": [1, 2]], columns: [.sentence, .category]),
    .init(
      name: "tfidf_vectorizer",
      arguments: ["analyzer": "char_wb", "ngram_range": [2, 3], "norm": "l1", "sublinear_tf": true, "min_df": 0.02],
      columns: [.category, .string]),
    .init(
      name: "tfidf_vectorizer", arguments: ["vocabulary": ["red", "absent"], "norm": .null], columns: [.category]),
    .init(name: "hashing_vectorizer", arguments: ["n_features": 7], columns: [.category, .sentence]),
    .init(
      name: "hashing_vectorizer",
      arguments: ["analyzer": "char", "ngram_range": [2, 2], "alternate_sign": false, "n_features": 12],
      columns: [.string]),
  ]
}
