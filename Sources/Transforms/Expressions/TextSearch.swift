/// The search for a text in others, in time linear in both.
/// Source: Knuth, Morris, Pratt, "Fast Pattern Matching in Strings", SIAM Journal on Computing 6 (1977).
struct TextSearch {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let part: Bytes
  /// For each length of a match the length of the longest shorter one that its end begins.
  private let shorter: [Int]

  /// The bytes must outlive the search; there is at least one.
  init(_ part: Bytes) {
    self.part = part
    var shorter = [Int](repeating: 0, count: part.count + 1)
    var length = 0
    for place in 1..<part.count {
      while length > 0, part[place] != part[length] { length = shorter[length] }
      if part[place] == part[length] { length += 1 }
      shorter[place + 1] = length
    }
    self.shorter = shorter
  }

  /// The first place from `start` on, if there is one.
  func find(in text: Bytes, from start: Int) -> Int? {
    var matched = 0
    for place in start..<max(start, text.count) {
      while matched > 0, text[place] != part[matched] { matched = shorter[matched] }
      if text[place] == part[matched] { matched += 1 }
      if matched == part.count { return place - matched + 1 }
    }
    return nil
  }
}
