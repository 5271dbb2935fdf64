import Columns
import Configuration

/// What the vectorizers share: how a text is cut into terms.
protocol Vectorizer: Transformer {
  var analyzer: TextAnalyzer.Unit { get set }
  var ngramRange: [Int] { get set }
  var lowercase: Bool { get set }
  var stopWords: [String] { get set }
  var binary: Bool { get set }
}

extension Vectorizer {
  static var analyzerParameters: [Parameter<Self>] {
    [
      .init(
        "analyzer", \.analyzer,
        "What terms are made of: words of two or more letters, digits or `_` (`word`), characters (`char`), or characters "
          + "within words (`char_wb`)."),
      .init("ngram_range", \.ngramRange, "How many words or characters a term has, at least and at most; up to 20."),
      .init("lowercase", \.lowercase, "Make all letters small first."),
      .init("stop_words", \.stopWords, "Words that are left out before terms are made; goes with `analyzer: word`."),
      .init("binary", \.binary, "Every term of a text counts once."),
    ]
  }

  /// Valid once `checkAnalyzer` has let it through.
  var textAnalyzer: TextAnalyzer {
    TextAnalyzer(
      unit: analyzer, ngrams: ngramRange[0]...ngramRange[1], lowercase: lowercase, stopWords: stopWords)
  }

  func checkAnalyzer() throws(TransformError) {
    guard ngramRange.count == 2, ngramRange[0] >= 1, ngramRange[0] <= ngramRange[1], ngramRange[1] <= 20 else {
      throw .badArgument(parameter: "ngram_range", problem: "must be two rising numbers from 1 to 20")
    }
    if !stopWords.isEmpty && analyzer != .word {
      throw .badArgument(parameter: "stop_words", problem: "goes with `analyzer: word` only")
    }
    if stopWords == ["english"] {
      throw .badArgument(
        parameter: "stop_words", problem: "is a list of words; there is none built in, for any language")
    }
  }
}
