package import Formats
import Glibc
package import Privacy

/// Searches a text of any size, window by window: what is found does not depend on where windows end.
///
/// A window keeps `context` bytes of the one before it, for what detectors look at to the left, and leaves the last
/// `margin` bytes to the next one, more than detectors look at to the right. What has no bound of its own, a private key
/// or a secret up to white space, is followed from window to window.
package struct TextScan {
  /// One finding, or the part of it that lies in one line.
  package struct Part: Sendable, Equatable {
    /// Counted from 1.
    package let line: Int
    /// Offsets of bytes in the line.
    package let start: Int
    package fileprivate(set) var end: Int
    package let entity: String
    package let score: Double
  }

  private let scanner: Scanner
  private let showsOverlaps: Bool
  private let window: Int

  static let context = 4 << 10
  static let margin = 16 << 10
  /// `-----END `, the title and dashes that close a private key, which may have begun in the window before.
  private static let closing = 100

  /// - Parameters:
  ///   - showsOverlaps: whether all is reported that a text could be, where it could be several things; otherwise one
  ///     finding, by the surest name.
  ///   - window: bytes that are searched at once.
  package init(_ scanner: Scanner, showsOverlaps: Bool = false, window: Int = 1 << 20) {
    precondition(window >= 2 * (Self.context + Self.margin))
    self.scanner = scanner
    self.showsOverlaps = showsOverlaps
    self.window = window
  }

  /// Hands each part to `report`, in their order, until it returns `false`.
  ///
  /// - Returns: the number of lines; so far, where it was stopped.
  package func run(_ stream: ByteStream, _ report: (Part) -> Bool) throws(FormatError) -> Int {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: window)
    defer { memory.deallocate() }
    var (count, from, isAtEnd) = (0, 0, false)
    var lines = Lines()
    /// What the last window ended in the midst of.
    var unfinished: Finding?
    while !isAtEnd {
      let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(memory)[count...])
      let got = try stream.read(into: room)
      isAtEnd = got < room.count
      if lines.isAtStart { lines.skipMark(stream.markLength) }
      count += got
      let text = UnsafeBufferPointer(rebasing: memory[..<count])
      var cut = from
      if let finding = unfinished {
        cut = Self.end(of: finding, in: text, from: from)
        if !lines.add(finding, from..<cut, text, report) { return lines.count }
        if cut < count { unfinished = nil }
      }
      let limit = isAtEnd ? count : count - Self.margin
      if unfinished == nil {
        let start = cut
        for finding in findings(in: text) where finding.range.upperBound > start {
          // What overlaps with what has been reported belongs to it, though it begins beyond the limit.
          if finding.range.lowerBound >= max(limit, cut) { break }
          let range = max(start, finding.range.lowerBound)..<finding.range.upperBound
          if !lines.add(finding, range, text, report) { return lines.count }
          cut = max(cut, range.upperBound)
          if range.upperBound == count, !isAtEnd, finding.isSecret { unfinished = finding }
        }
      }
      cut = max(cut, limit)
      lines.move(to: cut, text)
      let dropped = max(0, cut - Self.context)
      memmove(memory.baseAddress!, memory.baseAddress! + dropped, count - dropped)
      (count, from) = (count - dropped, cut - dropped)
      lines.drop(dropped)
    }
    _ = lines.flush(report)
    return lines.count
  }

  /// In the order in which they begin, of those the longest first; each place and name once.
  private func findings(in text: UnsafeBufferPointer<UInt8>) -> [Finding] {
    guard showsOverlaps else { return scanner.findings(in: text) }
    let candidates = scanner.candidates(in: text).map { (finding: $0, name: $0.kind.name) }.sorted { left, right in
      (left.finding.range.lowerBound, right.finding.range.upperBound, left.name, right.finding.score)
        < (right.finding.range.lowerBound, left.finding.range.upperBound, right.name, left.finding.score)
    }
    var findings: [Finding] = []
    for (finding, _) in candidates where findings.last?.range != finding.range || findings.last?.kind != finding.kind {
      findings.append(finding)
    }
    return findings
  }

  /// Where a secret ends that began in an earlier window.
  private static func end(of finding: Finding, in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard finding.entity == .pemPrivateKey else {
      return text[start...].firstIndex { $0 <= 0x20 || "\"'<>".utf8.contains($0) } ?? text.count
    }
    let mark = Array("-----END ".utf8)
    var position = max(0, start - closing)
    while position + mark.count <= text.count {
      guard text[position..<(position + mark.count)].elementsEqual(mark) else {
        position += 1
        continue
      }
      let title = text[(position + mark.count)...].firstIndex(of: UInt8(ascii: "-")) ?? text.count
      let end = min(text.count, title + 5)
      if end >= start { return end }
      position = end
    }
    return text.count
  }
}

/// A place in a window, and the line it is in.
private struct Place {
  var line = 1
  /// Where the line begins; before the window, for a line that began in an earlier one.
  var start = 0
  var position = 0

  /// Goes on to `end`, which is not before it.
  mutating func move(to end: Int, _ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    while position < end, let found = memchr(base + position, 0x0A, end - position) {
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      (line, start) = (line + 1, position)
    }
    position = max(position, end)
  }

  mutating func drop(_ count: Int) {
    start -= count
    position -= count
  }
}

/// Turns ranges of windows into parts of lines.
private struct Lines {
  private var place = Place()
  private(set) var isAtStart = true
  /// The last part, which the next may go on from.
  private var pending: TextScan.Part?
  private var endsInLine = false

  /// Lines so far, the last one too if it has a byte.
  var count: Int { endsInLine ? place.line : place.line - 1 }

  /// Offsets are of the file: the mark before the first line counts.
  mutating func skipMark(_ length: Int) {
    place.start = -length
    isAtStart = false
  }

  mutating func move(to end: Int, _ text: UnsafeBufferPointer<UInt8>) {
    guard end > place.position else { return }
    place.move(to: end, text)
    endsInLine = text[end - 1] != 0x0A
  }

  mutating func drop(_ count: Int) { place.drop(count) }

  /// Reports a range line by line; ranges come in the order in which they begin.
  mutating func add(
    _ finding: Finding, _ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, _ report: (TextScan.Part) -> Bool
  ) -> Bool {
    move(to: range.lowerBound, text)
    var place = place
    while place.position < range.upperBound {
      let rest = UnsafeBufferPointer(rebasing: text[place.position..<range.upperBound])
      let newline = rest.firstIndex(of: 0x0A).map { place.position + $0 }
      var end = newline ?? range.upperBound
      if newline != nil, end > place.position, text[end - 1] == 0x0D { end -= 1 }
      if end > place.position {
        let part = TextScan.Part(
          line: place.line, start: place.position - place.start, end: end - place.start, entity: finding.kind.name,
          score: finding.score)
        if !append(part, report) { return false }
      }
      place.move(to: newline.map { $0 + 1 } ?? range.upperBound, text)
    }
    return true
  }

  private mutating func append(_ part: TextScan.Part, _ report: (TextScan.Part) -> Bool) -> Bool {
    if let last = pending, last.line == part.line, last.end == part.start, last.entity == part.entity {
      pending?.end = part.end
      return true
    }
    defer { pending = part }
    return flush(report)
  }

  mutating func flush(_ report: (TextScan.Part) -> Bool) -> Bool {
    guard let part = pending else { return true }
    pending = nil
    return report(part)
  }
}
