import Glibc

/// JSON that is not the whole line.
extension LineScrubber {
  /// Adds the edits of a line that ends in a JSON object after other text, such as a time that a container's runtime put
  /// before it; `false`, and none added, for other lines.
  func addEdits(inTailOf line: Text, _ findings: [Finding], _ scratch: inout LineScratch) -> Bool {
    guard let start = Self.startOfObject(in: line) else { return false }
    let first = scratch.edits.count
    guard addEdits(inJSON: Text(rebasing: line[start...]), findings, movedBy: -start, &scratch) else { return false }
    scratch.edits.move(from: first) { $0.moved(by: start) }
    // What begins before the object and reaches into it is replaced before it.
    for finding in findings where finding.range.lowerBound < start {
      addEdit(finding.range.clamped(to: 0..<start), finding.kind, line, &scratch.edits)
    }
    return true
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

  /// Adds the edits of one member of an object that is printed over several lines: `"password": "x",`; `false`, and none
  /// added, for other lines.
  func addEdits(inMember line: Text, _ findings: [Finding], _ scratch: inout LineScratch) -> Bool {
    guard let start = line.firstIndex(where: { !$0.isIn(.space) }), line[start] == UInt8(ascii: "\"") else {
      return false
    }
    var end = line.count
    while end > start, line[end - 1].isIn(.space) { end -= 1 }
    if line[end - 1] == UInt8(ascii: ",") { end -= 1 }
    scratch.joined.removeAll(keepingCapacity: true)
    scratch.joined.append(UInt8(ascii: "{"))
    scratch.joined.append(contentsOf: line[start..<end])
    scratch.joined.append(UInt8(ascii: "}"))
    let first = scratch.edits.count
    let object = scratch.joined
    let isMember = object.withUnsafeBufferPointer {
      addEdits(inJSON: $0, findings, movedBy: 1 - start, &scratch)
    }
    scratch.edits.move(from: first) { $0.moved(by: start - 1) }
    return isMember
  }
}
