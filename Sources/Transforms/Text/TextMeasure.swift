import Columns
import Configuration

/// What can be measured of a text, by feature_engine's names.
enum TextMeasure: String, ParameterWord {
  case charCount = "char_count"
  case wordCount = "word_count"
  case sentenceCount = "sentence_count"
  case avgWordLength = "avg_word_length"
  case digitCount = "digit_count"
  case letterCount = "letter_count"
  case uppercaseCount = "uppercase_count"
  case lowercaseCount = "lowercase_count"
  case specialCharCount = "special_char_count"
  case whitespaceCount = "whitespace_count"
  case whitespaceRatio = "whitespace_ratio"
  case digitRatio = "digit_ratio"
  case uppercaseRatio = "uppercase_ratio"
  case hasDigits = "has_digits"
  case hasUppercase = "has_uppercase"
  case isEmpty = "is_empty"
  case startsWithUppercase = "starts_with_uppercase"
  case endsWithPunctuation = "ends_with_punctuation"
  case uniqueWordCount = "unique_word_count"
  case lexicalDiversity = "lexical_diversity"

  var type: ColumnType {
    switch self {
    case .avgWordLength, .whitespaceRatio, .digitRatio, .uppercaseRatio, .lexicalDiversity: .float
    default: .int
    }
  }
}
