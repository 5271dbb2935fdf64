/// The lines of a file that a person wrote: turns positions into places, and shows lines beside a diagnostic.
///
/// Lines end at LF, CRLF or CR, as editors count them (libyaml would also break at NEL, LS and PS). Columns count
/// Unicode scalars.
package struct SourceText: Sendable {
  package let file: String
  private let text: String
  private let lines: [Line]
  private let length: Int
  private let markLength: Int

  private struct Line: Sendable {
    /// Number of the first scalar, and of the first byte, within the text without its byte order mark.
    var scalar: Int
    var byte: Int
  }

  package init(_ bytes: [UInt8], file: String) {
    self.file = file
    markLength = UTF8Text.byteOrderMark(of: bytes)
    // Only what the reader takes is worth showing; a wrong file may be huge.
    let shown = bytes.dropFirst(markLength).prefix(YAMLReader.maximumBytes)
    text = String(decoding: shown, as: UTF8.self)
    var lines = [Line(scalar: 0, byte: 0)]
    var scalar = 0
    var byte = 0
    var previous: Unicode.Scalar = " "
    for current in text.unicodeScalars {
      scalar += 1
      byte += UTF8.width(current)
      switch (previous, current) {
      case ("\r", "\n"): lines[lines.count - 1] = Line(scalar: scalar, byte: byte)
      case (_, "\n"), (_, "\r"): lines.append(Line(scalar: scalar, byte: byte))
      default: break
      }
      previous = current
    }
    self.lines = lines
    length = scalar
  }

  /// The same lines with their text replaced, character by character, so that positions hold.
  package func replacing(file: String, text replace: (String) -> String) -> SourceText {
    SourceText(Array(replace(text).utf8), file: file)
  }

  /// Whether a line begins with `featurize:` or `sources:`, as some line of every pipeline does that is halfway written.
  package var isPipeline: Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      // A pipeline written as JSON starts in a brace, and its keys in quotes.
      let key = line.drop { "{\"' ".contains($0) }
      guard let name = ["featurize", "sources"].first(where: key.hasPrefix) else { return false }
      return key.dropFirst(name.count).drop { "\"' ".contains($0) }.first == ":"
    }
  }

  /// The place of characters `start..<end`, counted from 0; cut at the end of the first line, at least one long.
  func span(from start: Int, to end: Int) -> SourceSpan {
    let start = min(start, length)
    let number = index(where: { $0.scalar <= start })
    let lineEnd = number + 1 < lines.count ? lines[number + 1].scalar - 1 : length
    return SourceSpan(
      line: number + 1, column: start - lines[number].scalar + 1, length: max(1, min(end, lineEnd) - start))
  }

  /// The place of a byte of the file, its byte order mark included.
  func span(ofByte offset: Int) -> SourceSpan {
    let offset = min(max(0, offset - markLength), text.utf8.count)
    let number = index(where: { $0.byte <= offset })
    let start = text.utf8.index(text.utf8.startIndex, offsetBy: lines[number].byte)
    let place = text.utf8.index(text.utf8.startIndex, offsetBy: offset)
    return SourceSpan(line: number + 1, column: text.unicodeScalars[start..<place].count + 1)
  }

  /// The text of a 1-based line without its end, or `nil` if there is no such line.
  func line(_ number: Int) -> [Unicode.Scalar]? {
    guard lines.indices.contains(number - 1) else { return nil }
    let end = number < lines.count ? lines[number].byte : text.utf8.count
    let range =
      text.utf8.index(
        text.utf8.startIndex, offsetBy: lines[number - 1].byte)..<text.utf8.index(
        text.utf8.startIndex, offsetBy: end)
    var scalars = Array(text.unicodeScalars[range])
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    return scalars
  }

  /// The last line whose start satisfies `condition`, which holds for a prefix of the lines.
  private func index(where condition: (Line) -> Bool) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if condition(lines[middle]) { low = middle } else { high = middle }
    }
    return low
  }
}
