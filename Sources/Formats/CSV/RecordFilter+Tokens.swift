import CKernels
import Glibc

/// Where the texts are tokens, which begin with `pt1_` and hold nothing that a format escapes, they are found without
/// cutting records into fields: three times as fast, and all other tokens with them.
extension RecordFilter {
  /// What a piece of an output holds.
  package struct Survey: Sendable, Equatable {
    /// The records that `records(in:isLast:)` finds.
    package var found: [Range<Int>] = []
    /// The offset after the last record that was read.
    package var end = 0
    /// What may be a token in the other records: every field that is one, and perhaps some more text.
    package var tokens: [Range<Int>] = []
  }

  /// The records that hold one of the tokens, in whatever column, and the tokens of the others.
  ///
  /// - Parameters:
  ///   - bytes: begin with a record.
  ///   - isLast: whether the text ends with them; otherwise the last record may not be whole and is left for next time.
  package func survey(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Survey {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return Survey() }
    let text = base.assumingMemoryBound(to: UInt8.self)
    var survey = Survey()
    let isPlain = ck_csv_is_plain(text, 0, bytes.count)
    if isPlain {
      survey.end = isLast ? bytes.count : Self.lineStart(in: text, before: bytes.count)
    } else {
      (survey.found, survey.end) = records(in: bytes, isLast: isLast)
    }
    let candidates = candidates(in: text, 0..<survey.end, limit: survey.end)
    if isPlain {
      for token in candidates where token.is_sought && token.start >= survey.found.last?.upperBound ?? 0 {
        survey.found.append(
          Self.lineStart(in: text, before: token.start)..<Self.lineEnd(in: text, from: token.end, to: survey.end))
      }
    }
    survey.tokens.reserveCapacity(candidates.count)
    var next = 0
    for token in candidates {
      while next < survey.found.count, survey.found[next].upperBound <= token.start { next += 1 }
      let isLeftOut = next < survey.found.count && survey.found[next].lowerBound <= token.start
      if !isLeftOut && !token.is_sought { survey.tokens.append(token.start..<token.end) }
    }
    return survey
  }

  /// Whether one of the tokens may stand in `bytes` from `range` on: `false` is certain.
  ///
  /// - Parameter bytes: with the byte before the range and `longest` behind it, where the text has them.
  package func mayHoldOne(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    return candidates(in: base.assumingMemoryBound(to: UInt8.self), range, limit: bytes.count).contains(
      where: \.is_sought)
  }

  /// More than a token has bytes.
  package static let longest = 128

  private func candidates(
    in text: UnsafePointer<UInt8>, _ range: Range<Int>, limit: Int
  ) -> [ck_csv_token] {
    var found: [ck_csv_token] = []
    found.reserveCapacity(range.count / 64)
    var position = range.lowerBound
    withSought { sought in
      withUnsafeTemporaryAllocation(of: ck_csv_token.self, capacity: Self.capacity) { room in
        while position < range.upperBound {
          var count = 0
          position = ck_csv_find_tokens(
            sought, text, position, range.upperBound, limit, room.baseAddress!, Self.capacity, &count)
          found.append(contentsOf: room[..<count])
        }
      }
    }
    return found
  }

  /// The offset after the last LF before `end`.
  private static func lineStart(in text: UnsafePointer<UInt8>, before end: Int) -> Int {
    var start = end
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// The offset after the first LF from `start` on, or `end`.
  private static func lineEnd(in text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    memchr(text + start, 0x0A, end - start).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) - text + 1 }
      ?? end
  }
}
