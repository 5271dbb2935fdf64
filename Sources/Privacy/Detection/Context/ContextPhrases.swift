/// The words that say what a detector's number is: `bsn`, `numéro de sécurité sociale`, `身份证`.
///
/// A phrase is found as whole words; a last word of six letters or more may go on, so that endings and compounds are
/// found too (`passport` in `passports`). Scripts without spaces between words are found anywhere.
struct ContextPhrases: Sendable {
  private let phrases: [[UInt8]]

  /// How many words may stand between a phrase and what it speaks of.
  static let reach = 6

  init(_ phrases: [String]) {
    self.phrases = phrases.map { phrase in
      let words = NormalizedWords.of(phrase)
      if words[1] >= 0xE0 { return Array(words.dropFirst().dropLast()) }
      let lastWord = words.dropLast().reversed().prefix { $0 != NormalizedWords.space }
      return lastWord.count >= 6 ? words.dropLast() : words
    }
  }

  /// Whether a phrase stands in normalized words.
  ///
  /// - Parameter isLast: whether only a phrase counts after which no other number stands, because nothing else tells the
  ///   two apart.
  func occur(in words: Text, isLast: Bool = false) -> Bool {
    // The last occurrence is the nearest, and has the fewest digits after it.
    phrases.contains { phrase in
      Self.lastEnd(of: phrase, in: words).map { Self.reaches(words[$0...], isLast: isLast) } ?? false
    }
  }

  func occur(in words: [UInt8]) -> Bool { words.withUnsafeBufferPointer { occur(in: $0) } }

  private static func reaches(_ rest: Slice<Text>, isLast: Bool) -> Bool {
    var words = 0
    var digits = 0
    for byte in rest {
      if byte == NormalizedWords.space { words += 1 }
      if byte.isDigit { digits += 1 }
    }
    return words <= reach + 1 && !(isLast && digits >= 4)
  }

  /// The end of the last occurrence.
  private static func lastEnd(of phrase: [UInt8], in words: Text) -> Int? {
    var start = words.count - phrase.count
    while start >= 0 {
      if words[start] == phrase[0], words[start..<(start + phrase.count)].elementsEqual(phrase) {
        return start + phrase.count - (phrase.last == NormalizedWords.space ? 1 : 0)
      }
      start -= 1
    }
    return nil
  }
}
