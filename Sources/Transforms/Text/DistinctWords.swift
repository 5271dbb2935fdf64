import Columns

/// Counts the different words of texts in small letters; its table is used again from text to text.
struct DistinctWords {
  private var table = StringTable()
  /// The number of the last text that each word of the table was seen in.
  private var lastText: [Int] = []
  private var texts = 0
  private var small: [UInt8] = []

  init() {}

  mutating func count(in text: UnsafeBufferPointer<UInt8>) -> Int {
    texts += 1
    small.removeAll(keepingCapacity: true)
    LowerCase.append(text, to: &small)
    // A table of more is slower than a new one, and its offsets have 32 bits.
    if table.textByteCount > 1 << 24 {
      table = StringTable()
      lastText = []
    }
    var count = 0
    small.withUnsafeBufferPointer { small in
      var place = 0, start = 0
      func endWord() {
        guard place > start else { return }
        let word = Int(table.insert(UnsafeBufferPointer(rebasing: small[start..<place])))
        if word == lastText.count { lastText.append(0) }
        if lastText[word] != texts { count += 1 }
        lastText[word] = texts
      }
      while place < small.count {
        let (scalar, size) = small.scalar(at: place)
        if CharacterClass.isSpace(scalar) {
          endWord()
          start = place + size
        }
        place += size
      }
      endWord()
    }
    return count
  }
}
