package import Configuration

/// A pattern of the pipeline's own, ready to be searched for.
///
/// A match is at most `longestMatch` bytes long, more than any identifier: so much is looked at from where it begins,
/// and the time for a text is linear in its length even where every byte begins a match (`mostLooks`).
package struct CustomPattern: Sendable, Equatable {
  package let name: String
  private let text: String
  private let expression: RegularExpression
  private let check: PatternDeclaration.Check?
  private let contextWords: [String]
  private let context: ContextPhrases?
  private let needsContext: Bool
  private let scores: (alone: Double, context: Double)

  /// Of a match.
  static let longestMatch = 1024
  /// Bytes that one search looks at.
  private static let reach = 4 * longestMatch
  /// How often a byte of a text is looked at, at most: if a match begins at each, and is too long.
  static let mostLooks = reach + longestMatch

  /// Throws the error of the regular expression.
  package init(_ declaration: PatternDeclaration) throws(RegularExpressionError) {
    name = declaration.name.value
    text = declaration.pattern.value
    contextWords = declaration.context
    expression = try RegularExpression(declaration.pattern.value)
    check = declaration.validator
    let words = declaration.context.filter(Self.isWord)
    context = words.isEmpty ? nil : ContextPhrases(words)
    needsContext = !declaration.context.isEmpty && declaration.contextRequired
    // A pattern somebody wrote for this data is surer than a form that the whole world shares; check digits help.
    scores = check == nil ? (0.7, 0.9) : (0.9, 0.95)
  }

  /// Whether a word of context has a letter or digit to be compared.
  static func isWord(_ word: String) -> Bool { NormalizedWords.of(word).count > 2 }

  /// Whether they were declared alike.
  package static func == (left: Self, right: Self) -> Bool {
    (left.name, left.text, left.check, left.contextWords, left.needsContext)
      == (right.name, right.text, right.check, right.contextWords, right.needsContext)
  }

  /// Whether it finds something where there is nothing, which would be everywhere.
  var matchesNothing: Bool {
    let empty: [UInt8] = [0x20]
    return empty.withUnsafeBufferPointer { text in
      expression.firstMatch(in: text, 0..<1)?.isEmpty == true || expression.firstMatch(in: text, 1..<1) != nil
    }
  }

  /// Appends what is found in `text`.
  ///
  /// - Parameters:
  ///   - field: what the name of the field says in which the text stands.
  ///   - labels: those of redaction; they are never torn apart.
  /// - Returns: how many bytes the expression was told to look at, which bounds the time.
  @discardableResult
  func search(_ text: Text, field: FieldContext, labels: Labels, into found: inout [Finding]) -> Int {
    var looks = 0
    func firstMatch(_ range: Range<Int>) -> Range<Int>? {
      looks += range.count
      return expression.firstMatch(in: text, range)
    }
    var position = 0
    while position < text.count {
      let end = min(text.count, position + Self.reach)
      let first = firstMatch(position..<end)
      // Later in the stretch there is not enough left of it to see a whole match.
      if end < text.count, (first?.lowerBound ?? end) > end - Self.longestMatch {
        position = end - Self.longestMatch
        continue
      }
      guard var match = first else { break }
      // One that is too long may have another end within the limit; a shorter one is what a shorter stretch has too.
      if match.count > Self.longestMatch,
        let exact = firstMatch(match.lowerBound..<min(text.count, match.lowerBound + Self.longestMatch)),
        exact.lowerBound == match.lowerBound
      {
        match = exact
      }
      position = max(match.upperBound, match.lowerBound + 1)
      if match.isEmpty { continue }
      if let check, !check.isValid(text[match]) { continue }
      guard let score = score(of: match, in: text, field), let range = labels.widened(match, in: text) else {
        continue
      }
      found.append(Finding(range: range, kind: .pattern(name), score: score))
      position = max(position, range.upperBound)
    }
    return looks
  }

  private func score(of match: Range<Int>, in text: Text, _ field: FieldContext) -> Double? {
    guard let context else { return needsContext ? nil : scores.alone }
    let hasContext =
      context.occur(in: field.words)
      || ContextWindow.withWords(in: text, before: match.lowerBound) { context.occur(in: $0) }
    return hasContext ? scores.context : needsContext ? nil : scores.alone
  }
}
