import Glibc

/// JSON that is not the whole line.
extension LineScrubber {
  /// The edits of a line that ends in a JSON object after other text, such as a time that a container's runtime put
  /// before it; `nil` for other lines.
  func edits(inTailOf line: Text, _ findings: [Finding]) -> [Edit]? {
    guard let start = Self.startOfObject(in: line) else { return nil }
    let inside = findings.filter { $0.range.upperBound > start }
    guard
      let edits = edits(
        inJSON: Text(rebasing: line[start...]),
        inside.map {
          Finding(
            range: (max(start, $0.range.lowerBound) - start)..<($0.range.upperBound - start), kind: $0.kind,
            score: $0.score)
        })
    else { return nil }
    // What begins before the object and reaches into it is replaced before it.
    let outside = findings.filter { $0.range.lowerBound < start }.map {
      Finding(range: $0.range.lowerBound..<min(start, $0.range.upperBound), kind: $0.kind, score: $0.score)
    }
    return plainEdits(outside, line) + edits.map { Edit(range: $0.range.shifted(by: start), bytes: $0.bytes) }
  }

  /// The first `{"`.
  private static func startOfObject(in line: Text) -> Int? {
    var start = 0
    while start < line.count, let brace = memchr(line.baseAddress! + start, 0x7B, line.count - start) {
      let position = UnsafeRawPointer(brace) - UnsafeRawPointer(line.baseAddress!)
      if line.has("{\"", at: position) { return position }
      start = position + 1
    }
    return nil
  }

  /// The edits of one member of an object that is printed over several lines: `"password": "x",`; `nil` for other lines.
  func edits(inMember line: Text, _ findings: [Finding]) -> [Edit]? {
    guard let start = line.firstIndex(where: { !$0.isIn(.space) }), line[start] == UInt8(ascii: "\"") else {
      return nil
    }
    var end = line.count
    while end > start, line[end - 1].isIn(.space) { end -= 1 }
    if line[end - 1] == UInt8(ascii: ",") { end -= 1 }
    let object = [UInt8(ascii: "{")] + line[start..<end] + [UInt8(ascii: "}")]
    return object.withUnsafeBufferPointer { object in
      let found = findings.map {
        Finding(range: $0.range.clamped(to: start..<end).shifted(by: 1 - start), kind: $0.kind, score: $0.score)
      }
      return edits(inJSON: object, found.filter { !$0.range.isEmpty })?.map {
        Edit(range: $0.range.shifted(by: start - 1), bytes: $0.bytes)
      }
    }
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> { (lowerBound + distance)..<(upperBound + distance) }
}
