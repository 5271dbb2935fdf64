import Glibc

/// Replaces personal data and secrets in one line of a log, or in one text of any length without line ends.
///
/// Idempotent: a changed line is searched again, as the line it has become, until nothing is found. Each pass takes
/// letters or digits away that no replacement gives back, so it ends.
package struct LineScrubber: Sendable {
  let scanner: Scanner
  let replacement: Replacement
  private let form: LineForm

  package init(scanner: Scanner = Scanner(), form: LineForm = .auto, replacement: Replacement = .label) {
    self.scanner = scanner
    self.form = form
    self.replacement = replacement
  }

  /// The scrubbed line, or `nil` if there is nothing to scrub.
  package func scrub(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var scratch = LineScratch()
    var scrubbed: [UInt8] = []
    return scrub(line, after: [], scanner.findings(in: line), &scratch, to: &scrubbed) ? scrubbed : nil
  }

  /// Appends the scrubbed line to `output`; `false`, and nothing appended, if there is nothing to scrub.
  ///
  /// - Parameters:
  ///   - name: a name at the end of the line before, whose value may stand on this one.
  ///   - findings: of the line, with the name before it.
  func scrub(
    _ line: Text, after name: [UInt8], _ findings: [Finding], _ scratch: inout LineScratch, to output: inout [UInt8]
  ) -> Bool {
    scratch.edits.removeAll()
    addEdits(in: line, findings, &scratch)
    let start = output.count
    guard scratch.edits.apply(to: line, appendingTo: &output) else { return false }
    while output.withUnsafeBufferPointer({ scrubAgain(Text(rebasing: $0[start...]), after: name, &scratch) }) {
      output.removeSubrange(start...)
      output.append(contentsOf: scratch.again)
    }
    return true
  }

  /// Puts a line that was edited before, and is edited once more, into `again`; `false` if nothing is left to edit.
  private func scrubAgain(_ line: Text, after name: [UInt8], _ scratch: inout LineScratch) -> Bool {
    scratch.edits.removeAll()
    addFurtherEdits(in: line, after: name, &scratch)
    scratch.again.removeAll(keepingCapacity: true)
    return scratch.edits.apply(to: line, appendingTo: &scratch.again)
  }

  /// The edits of a line that was edited before. Mostly nothing is left to find, and the line is not read again.
  private func addFurtherEdits(in line: Text, after name: [UInt8], _ scratch: inout LineScratch) {
    guard name.isEmpty, !line.isEmpty else {
      find(in: line, after: name, &scratch.findings, joinedIn: &scratch.joined)
      return addEdits(in: line, scratch.findings, &scratch)
    }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Scanner.markWords(for: line.count)) { words in
      _ = scanner.mark(line, words.baseAddress!)
      let marks = Marks(UnsafeBufferPointer(words))
      scanner.find(in: line, marks: marks, from: 0, &scratch.findings)
      if !scratch.findings.isEmpty || mustBeRead(line, marks: marks, from: 0) {
        addEdits(in: line, scratch.findings, &scratch)
      }
    }
  }

  /// Puts what is found in the line, with a name before it, into `found`.
  func find(in line: Text, after name: [UInt8], _ found: inout [Finding], joinedIn joined: inout [UInt8]) {
    if name.isEmpty { return scanner.find(in: line, &found) }
    let start = name.count + 1
    joined.removeAll(keepingCapacity: true)
    joined.append(contentsOf: name)
    joined.append(UInt8(ascii: " "))
    joined.append(contentsOf: line)
    joined.withUnsafeBufferPointer { scanner.find(in: $0, &found) }
    found.removeAll { $0.range.upperBound <= start }
    for index in found.indices {
      let range = max(start, found[index].range.lowerBound)..<found[index].range.upperBound
      found[index] = Finding(range: range.moved(by: -start), kind: found[index].kind, score: found[index].score)
    }
  }

  /// Whether a line without findings must be looked at all the same: a value may stand under a sensitive name, or an
  /// escape may hide something. Looks at marks only, so it costs little.
  func mustBeRead(_ line: Text, marks: Marks, from first: Int) -> Bool {
    guard form != .plain, !line.isEmpty else { return false }
    var position = 0
    while let mark = marks.next(from: first + position, before: first + line.count) {
      position = mark - first
      switch line[position] {
      case UInt8(ascii: ":"), UInt8(ascii: "="): if isSensitiveSign(in: line, at: position) { return true }
      default: break
      }
      position += 1
    }
    return memchr(line.baseAddress!, 0x5C, line.count) != nil
  }

  /// Whether the name before the `:` or `=` at `position` is a sensitive one, as far as it can be seen from there.
  private func isSensitiveSign(in line: Text, at position: Int) -> Bool {
    var end = position
    while end > 0, line[end - 1].isIn(.space) || line[end - 1] == UInt8(ascii: "\"") { end -= 1 }
    func isSensitive(_ separators: StaticString) -> Bool {
      let start = line.start(of: [.alphanumeric, .underscore], or: separators, before: end, limit: 64)
      return SensitiveName.entity(for: Text(rebasing: line[start..<end])) != nil
    }
    // A name in quotes may have spaces in it.
    return isSensitive("-.") || isSensitive("-. ")
  }

  private func addEdits(in line: Text, _ findings: [Finding], _ scratch: inout LineScratch) {
    switch form {
    case .plain: break
    case .json:
      if addEdits(inJSON: line, findings, &scratch) || addEdits(inMember: line, findings, &scratch) { return }
    case .logfmt:
      scratch.pairs.read(line)
      return addEdits(inLogfmt: line, findings, &scratch)
    case .auto:
      var start = 0
      while start < line.count, line[start].isIn(.space) { start += 1 }
      if line.has("{", at: start) || line.has("[", at: start), addEdits(inJSON: line, findings, &scratch) { return }
      scratch.pairs.read(line, onlyWhole: true)
      if scratch.pairs.isWhole { return addEdits(inLogfmt: line, findings, &scratch) }
      if addEdits(inMember: line, findings, &scratch) || addEdits(inTailOf: line, findings, &scratch) { return }
    }
    addPlainEdits(findings, line, &scratch.edits)
  }

  /// The edits of a line whose pairs are in `scratch`.
  private func addEdits(inLogfmt line: Text, _ findings: [Finding], _ scratch: inout LineScratch) {
    addPlainEdits(findings, line, &scratch.edits)
    for pair in scratch.pairs.pairs {
      let value = Text(rebasing: line[pair.value])
      if let entity = SensitiveName.entity(for: Text(rebasing: line[pair.key])) {
        if !SensitiveName.isHarmless(value), !Self.sayNothing.contains(where: { value.elementsEqual($0.utf8) }) {
          scratch.edits.replace(pair.value) { bytes, _ in FindingKind.entity(entity).appendLabel(to: &bytes) }
        }
      } else if pair.isEscaped {
        var inner = scratch.takeText()
        inner.string.read(line, pair.value)
        addEdits(inStringOf: &inner, isJSON: false, &scratch)
        scratch.giveBack(inner)
      }
    }
  }

  private static let sayNothing = ["null", "nil", "true", "false"]

  func addPlainEdits(_ findings: [Finding], _ text: Text, _ edits: inout Edits) {
    for finding in findings { addEdit(finding.range, finding.kind, text, &edits) }
  }

  func addEdit(_ range: Range<Int>, _ kind: FindingKind, _ text: Text, _ edits: inout Edits) {
    edits.replace(range) { replacement.append(kind, Text(rebasing: text[range]), &$1, to: &$0) }
  }
}
