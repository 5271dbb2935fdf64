/// A line that has no end in sight: searched in windows of the line's limit, and given out up to `overlap` bytes before
/// the end of each.
///
/// A match, with what must be seen around it, may span `overlap` bytes, and none is hidden by a window's end: what begins
/// in the last `overlap` bytes waits for the next window, which also sees `context` bytes before. A secret that is longer
/// than a window is swallowed until it ends.
struct LongLine {
  /// Longer than any match that is no secret: the longest, a JSON Web Token of the detector's limits, has 20 kB.
  static let overlap = 1 << 15
  /// Detectors look back 512 bytes at most.
  private static let context = 1024

  private enum Swallowing {
    /// A secret, up to white space or a quote.
    case run
    /// A private key, up to its last line.
    case key
  }

  private let lines: LineScrubber
  /// What was given out last: as it came, and as it went.
  private var before: [UInt8] = []
  private var written: [UInt8] = []
  private var swallowing: Swallowing?

  init(_ lines: LineScrubber) { self.lines = lines }

  /// Gives out the beginning of `pending`, or with `isLast` all of it, and takes it away.
  mutating func shrink(_ pending: inout [UInt8], isLast: Bool, to output: inout [UInt8]) {
    if let kind = swallowing {
      let end = Self.end(of: kind, in: pending)
      pending.removeFirst(end ?? (isLast ? Self.bareEnd(pending) : max(0, pending.count - 128)))
      if end == nil, !isLast { return }
      swallowing = nil
      before = []
    }
    let start = before.count
    let text = before + pending
    var piece: [UInt8] = []
    var canonical = CanonicalScratch()
    var cursor = start
    var isChanged = false
    // The line's end is none of the text.
    let whole = isLast ? start + Self.bareEnd(pending) : text.count
    let border = isLast ? whole : max(start, text.count - Self.overlap)
    text.withUnsafeBufferPointer { text in
      for finding in lines.scanner.findings(in: Text(rebasing: text[..<whole])) {
        guard finding.range.upperBound > start, finding.range.lowerBound < border else { continue }
        let range = max(start, finding.range.lowerBound)..<finding.range.upperBound
        piece.append(contentsOf: text[cursor..<range.lowerBound])
        lines.replacement.append(finding.kind, Text(rebasing: text[range]), &canonical, to: &piece)
        cursor = range.upperBound
        isChanged = true
        if cursor == whole, !isLast, finding.isSecret {
          swallowing = finding.entity == .pemPrivateKey ? .key : .run
        }
      }
      if cursor < border {
        piece.append(contentsOf: text[cursor..<border])
        cursor = border
      }
    }
    if isChanged { cursor += settle(&piece, before: text[cursor..<whole]) }
    output.append(contentsOf: piece)
    if isLast { output.append(contentsOf: text[whole...]) }
    written = Array((written + piece).suffix(Self.context))
    before = Array(text[..<cursor].suffix(Self.context))
    pending = isLast ? [] : Array(text[cursor...])
  }

  /// Searches the changed piece again, between what was written before it and what comes after, until nothing is found
  /// in it. Returns how many bytes of what comes after went with what was found.
  private func settle(_ piece: inout [UInt8], before rest: ArraySlice<UInt8>) -> Int {
    let start = written.count
    var taken = 0
    var edits = Edits()
    while true {
      let end = start + piece.count
      edits.removeAll()
      (written + piece + rest.dropFirst(taken)).withUnsafeBufferPointer { text in
        for finding in lines.scanner.findings(in: text)
        where finding.range.upperBound > start && finding.range.lowerBound < end {
          taken += max(0, finding.range.upperBound - end)
          lines.addEdit(finding.range.clamped(to: start..<end), finding.kind, text, &edits)
        }
      }
      edits.move(from: 0) { $0.moved(by: -start) }
      var again: [UInt8] = []
      guard piece.withUnsafeBufferPointer({ edits.apply(to: $0, appendingTo: &again) }) else { return taken }
      piece = again
    }
  }

  /// Where a line's content ends.
  private static func bareEnd(_ line: [UInt8]) -> Int {
    var end = line.count
    if end > 0, line[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > 0, line[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  private static func end(of kind: Swallowing, in pending: [UInt8]) -> Int? {
    pending.withUnsafeBufferPointer { text in
      switch kind {
      case .run: return text.firstIndex { $0.isIn(.space) || "\"'<>".utf8.contains($0) }
      case .key:
        var position = 0
        while position + 9 <= text.count {
          if text.has("-----END ", at: position) {
            let title = text.end(of: [.upper, .digit], or: " ", from: position + 9)
            return text.has("-----", at: title) ? title + 5 : nil
          }
          position += 1
        }
        return nil
      }
    }
  }
}
