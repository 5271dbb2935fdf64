import Glibc

/// Scrubs a log that arrives in pieces: what it gives out does not depend on where the pieces were cut.
///
/// The unit is the line. A line is given out as soon as it has ended, scrubbed by itself; three things reach over its
/// end: a private key in PEM armour (`KeyBlock`), the second line of a passport's zone, and the value after a name that
/// ends the line before. Every byte that is not replaced is given out as it came, whatever its encoding.
///
/// Memory is bounded: of a line longer than `lineLimit` no more is kept than that; see `LongLine`.
package struct StreamScrubber {
  /// A longer line is plain text, and goes out in pieces before it has ended.
  package static let lineLimit = 1 << 20

  let lines: LineScrubber
  private let lineLimit: Int
  /// The line that has begun and not ended.
  private var pending: [UInt8] = []
  private var long: LongLine?
  private var marks: [UInt64] = []
  /// In the line at hand.
  private var found: [Finding] = []
  private var scratch = LineScratch()
  private var keyBlock: KeyBlock?
  /// `password:` at the end of the last line.
  private var name: [UInt8] = []
  private var expectsZone = false

  package init(_ lines: LineScrubber, lineLimit: Int = StreamScrubber.lineLimit) {
    precondition(lineLimit > LongLine.overlap, "a window longer than what a match may span")
    self.lines = lines
    self.lineLimit = lineLimit
  }

  /// Takes the next piece and appends to `output` what can be given out by now: every line that has ended.
  package mutating func push(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // No more than a line's limit at a time, so that whole lines in a piece are never long ones.
      let room = (long == nil && pending.isEmpty ? lineLimit : lineLimit - pending.count)
      let piece = Text(rebasing: rest.prefix(room))
      if long == nil, pending.isEmpty, let end = piece.lastIndex(of: Self.lineEnd) {
        scrubLines(Text(rebasing: piece[...end]), to: &output)
        rest = rest.dropFirst(end + 1)
        continue
      }
      let end = piece.firstIndex(of: Self.lineEnd)
      let taken = end.map { $0 + 1 } ?? piece.count
      pending.append(contentsOf: piece[..<taken])
      rest = rest.dropFirst(taken)
      if end != nil {
        endLine(to: &output)
      } else if pending.count == lineLimit {
        var line = long ?? LongLine(lines)
        line.shrink(&pending, isLast: false, to: &output)
        long = line
      }
    }
  }

  /// Gives out what is left: the last line, which has no end.
  package mutating func finish(to output: inout [UInt8]) { endLine(to: &output) }

  private static let lineEnd = UInt8(ascii: "\n")

  private mutating func endLine(to output: inout [UInt8]) {
    if var line = long {
      line.shrink(&pending, isLast: true, to: &output)
      (long, expectsZone) = (nil, false)
      name.removeAll(keepingCapacity: true)
    } else if !pending.isEmpty {
      let line = pending
      line.withUnsafeBufferPointer { scrubLines($0, to: &output) }
    }
    pending.removeAll(keepingCapacity: pending.capacity <= 1 << 16)
  }

  /// Whole lines, the last one perhaps without its end. Bytes without marks are copied, as many lines as they are.
  private mutating func scrubLines(_ block: Text, to output: inout [UInt8]) {
    let words = Scanner.markWords(for: block.count)
    if marks.count < words { marks = Array(repeating: 0, count: words) }
    let scanner = lines.scanner
    let marked = marks.withUnsafeMutableBufferPointer { scanner.mark(block, $0.baseAddress!) }
    // The array is lent for the length of the walk, during which it does not change.
    let lent = marks
    lent.withUnsafeBufferPointer { words in
      let marks = Marks(words)
      var position = 0
      while position < block.count {
        var start = position
        if isBetweenLines {
          guard marked > 0, let mark = marks.next(from: position, before: block.count) else { break }
          start = Self.start(ofLineWith: mark, in: block, from: position)
        }
        let end = Self.end(ofLineFrom: start, in: block)
        output.append(contentsOf: Text(rebasing: block[position..<start]))
        scrubLine(Text(rebasing: block[start..<end]), marks: marks, from: start, to: &output)
        position = end
      }
      output.append(contentsOf: Text(rebasing: block[position...]))
    }
  }

  /// Whether nothing that came before has a say in what comes next: it is as good as new.
  var isAtRest: Bool { isBetweenLines && pending.isEmpty && long == nil }

  /// Whether the next line is one like any other.
  private var isBetweenLines: Bool { keyBlock == nil && name.isEmpty && !expectsZone }

  private static func start(ofLineWith mark: Int, in block: Text, from position: Int) -> Int {
    var start = mark
    while start > position, block[start - 1] != lineEnd { start -= 1 }
    return start
  }

  private static func end(ofLineFrom start: Int, in block: Text) -> Int {
    guard let found = memchr(block.baseAddress! + start, 0x0A, block.count - start) else { return block.count }
    return found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(mutating: block.baseAddress!) + 1
  }

  private mutating func scrubLine(_ whole: Text, marks: Marks, from first: Int, to output: inout [UInt8]) {
    var count = whole.count
    if count > 0, whole[count - 1] == Self.lineEnd { count -= 1 }
    if count > 0, whole[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    let line = Text(rebasing: whole[..<count])

    if var block = keyBlock {
      let role = block.role(of: line)
      keyBlock = block.isOver ? nil : block
      switch role {
      case .inside: return
      case .end(let rest):
        // What stands behind the key is a line of its own; nothing is none.
        guard rest < count else { return }
        write(Text(rebasing: line[rest...]), to: &output)
        output.append(contentsOf: Text(rebasing: whole[count...]))
        return
      case .other: break
      }
    }
    if expectsZone {
      expectsZone = false
      if let zone = PassportZone.secondLine(in: line) {
        let labelled =
          Array(line[..<zone.lowerBound]) + Array(Entity.passport.label.utf8) + Array(line[zone.upperBound...])
        labelled.withUnsafeBufferPointer { write($0, to: &output) }
        output.append(contentsOf: Text(rebasing: whole[count...]))
        return
      }
    }
    if name.isEmpty {
      lines.scanner.find(in: line, marks: marks, from: first, &found)
      writeFound(line, isRead: lines.mustBeRead(line, marks: marks, from: first), to: &output)
    } else {
      write(line, to: &output)
    }
    output.append(contentsOf: Text(rebasing: whole[count...]))
  }

  /// A line that the marks of the block say nothing of.
  private mutating func write(_ line: Text, to output: inout [UInt8]) {
    lines.find(in: line, after: name, &found, joinedIn: &scratch.joined)
    writeFound(line, isRead: true, to: &output)
  }

  /// Writes a line in which something was found, or nothing.
  ///
  /// - Parameter isRead: whether the line is to be read as what its form says, even without findings.
  private mutating func writeFound(_ line: Text, isRead: Bool, to output: inout [UInt8]) {
    for finding in found where finding.range.upperBound == line.count {
      if finding.entity == .pemPrivateKey, !KeyBlock.holdsEnd(line, from: finding.range.lowerBound) {
        keyBlock = KeyBlock()
      }
      expectsZone = finding.entity == .passport
    }
    let start = output.count
    let isScrubbed = (!found.isEmpty || isRead) && lines.scrub(line, after: name, found, &scratch, to: &output)
    if !isScrubbed { output.append(contentsOf: line) }
    output.withUnsafeBufferPointer { takeName(endingLine: Text(rebasing: $0[start...])) }
  }

  /// The end of a line that ends in a name and `:` or `=`, such as `password:`; mostly nothing.
  private mutating func takeName(endingLine line: Text) {
    name.removeAll(keepingCapacity: true)
    var end = line.count
    while end > 0, line[end - 1].isIn(.space) { end -= 1 }
    guard end > 0, line[end - 1] == UInt8(ascii: ":") || line[end - 1] == UInt8(ascii: "="),
      KeyName(in: line, before: end - 1, endingIn: "dtyn") != nil
    else { return }
    name.append(contentsOf: line[max(0, end - 64)..<end])
  }
}
