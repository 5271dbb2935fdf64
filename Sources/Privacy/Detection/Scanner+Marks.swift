import CKernels

/// The fast way through a text: a kernel marks the few bytes at which a detector of tier A could match at all, and
/// detectors look at those only. It finds what `searchBytes` finds, byte for byte, which tests hold it to: whoever
/// lets a detector of tier A begin at other bytes changes `ck_mark_candidates` too.
extension Scanner {
  /// Bytes from which on the kernel's blocks pay.
  static let worthMarking = 48

  /// Words of 64 marks for as many bytes.
  static func markWords(for count: Int) -> Int { (count + 63) / 64 }

  /// Appends what tier A finds.
  func searchMarks(of text: Text, into found: inout [Finding]) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.markWords(for: text.count)) { marks in
      guard ck_mark_candidates(text.baseAddress, text.count, marks.baseAddress) > 0 else { return }
      searchMarks(of: text, Marks(UnsafeBufferPointer(marks)), from: 0, into: &found)
    }
  }

  /// Marks the bytes at which something may be found, and returns how many; all of them, if tier B is looked for.
  func mark(_ text: Text, _ marks: UnsafeMutablePointer<UInt64>) -> Int {
    if isStandardOnly { return ck_mark_candidates(text.baseAddress, text.count, marks) }
    for word in 0..<Self.markWords(for: text.count) { marks[word] = .max }
    return text.count
  }

  /// As `find(in:_:)` in `text`, whose first byte has the mark number `first`: a line of a block that was marked as a
  /// whole. The line is searched as a text of its own.
  func find(in text: Text, marks: Marks, from first: Int, _ found: inout [Finding]) {
    guard isStandardOnly else { return find(in: text, &found) }
    if !found.isEmpty { found.removeAll(keepingCapacity: true) }
    searchMarks(of: text, marks, from: first, into: &found)
    Self.settle(&found, text)
  }

  private func searchMarks(of text: Text, _ marks: Marks, from first: Int, into found: inout [Finding]) {
    anchors.withUnsafeBufferPointer { anchors in
      var position = 0
      while let mark = marks.next(from: first + position, before: first + text.count) {
        position = mark - first
        let byte = Int(text[position])
        let starts: UInt32 = text.continuesWord(at: position - 1) ? 0 : .max
        let bits = anchors[byte] | anchors[256 + byte] & starts
        position = bits == 0 ? position + 1 : look(in: text, at: position, bits, &found)
      }
    }
  }
}

/// A bit for each byte of a block: whether a detector must look at it. A view that does not own them.
struct Marks {
  private let words: UnsafeBufferPointer<UInt64>

  init(_ words: UnsafeBufferPointer<UInt64>) { self.words = words }

  /// The first marked byte from `start` on, if it stands before `end`.
  @inline(__always)
  func next(from start: Int, before end: Int) -> Int? {
    guard start < end else { return nil }
    var word = start >> 6
    var bits = words[word] & (.max << UInt64(start & 63))
    while bits == 0 {
      word += 1
      guard word << 6 < end else { return nil }
      bits = words[word]
    }
    let mark = word << 6 + bits.trailingZeroBitCount
    return mark < end ? mark : nil
  }
}
