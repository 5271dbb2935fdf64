import Glibc

/// The labels that redaction leaves in a text: those of the entities built in, and those of patterns.
struct Labels: Sendable {
  private let patterns: Set<String>

  /// Of the longest one, brackets included.
  private static let longest = 48

  init(_ patterns: [CustomPattern]) { self.patterns = Set(patterns.map { "[\($0.name)]" }) }

  /// The end of the label that begins at `position`.
  func end(in text: Text, from position: Int) -> Int? {
    guard text.has("[", at: position) else { return nil }
    let end = text.end(of: [.upper, .digit, .underscore], from: position + 1)
    guard text.has("]", at: end), end - position < Self.longest else { return nil }
    let range = position..<(end + 1)
    return Label.isLabel(in: text, range) || patterns.contains(String(decoding: text[range], as: UTF8.self))
      ? end + 1 : nil
  }

  /// Whether a range is labels and nothing else.
  func cover(_ range: Range<Int>, in text: Text) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      guard let end = end(in: text, from: position) else { return false }
      position = end
    }
    return position == range.upperBound
  }

  /// A match with the labels that it would tear apart; `nil` if it is nothing but labels or a part of one. What is
  /// replaced then always takes something away that is no label, so redacting again and again comes to an end.
  func widened(_ match: Range<Int>, in text: Text) -> Range<Int>? {
    let near = max(0, match.lowerBound - Self.longest)..<match.upperBound
    // Mostly no label is near, and there is nothing to look at closely.
    guard let base = text.baseAddress, memchr(base + near.lowerBound, 0x5B, near.count) != nil else { return match }
    var (start, end) = (match.lowerBound, match.upperBound)
    for bracket in max(0, start - Self.longest)..<start {
      if let after = self.end(in: text, from: bracket), after > start {
        start = bracket
        end = max(end, after)
        break
      }
    }
    for bracket in max(start, end - Self.longest)..<end {
      if let after = self.end(in: text, from: bracket), after > end { end = after }
    }
    return cover(start..<end, in: text) ? nil : start..<end
  }
}
