import Glibc

/// Replaces personal data and secrets in one line of a log, or in one text of any length without line ends.
///
/// Idempotent: a changed line is searched again, as the line it has become, until nothing is found. Each pass takes
/// letters or digits away that no replacement gives back, so it ends.
package struct LineScrubber: Sendable {
  let scanner: Scanner
  private let replacement: Replacement
  private let form: LineForm

  package init(scanner: Scanner = Scanner(), form: LineForm = .auto, replacement: Replacement = .label) {
    self.scanner = scanner
    self.form = form
    self.replacement = replacement
  }

  /// The scrubbed line, or `nil` if there is nothing to scrub.
  package func scrub(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? { scrub(line, after: [], findings(in: line)) }

  /// - Parameters:
  ///   - name: a name at the end of the line before, whose value may stand on this one.
  ///   - findings: of the line, with the name before it.
  func scrub(_ line: Text, after name: [UInt8], _ findings: [Finding]) -> [UInt8]? {
    guard var scrubbed = Edit.apply(edits(in: line, findings), to: line) else { return nil }
    while let again = scrubbed.withUnsafeBufferPointer({ line in
      Edit.apply(furtherEdits(in: line, after: name), to: line)
    }) {
      scrubbed = again
    }
    return scrubbed
  }

  /// The edits of a line that was edited before. Mostly nothing is left to find, and the line is not read again.
  private func furtherEdits(in line: Text, after name: [UInt8]) -> [Edit] {
    guard name.isEmpty, !line.isEmpty else { return edits(in: line, findings(in: line, after: name)) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Scanner.markWords(for: line.count)) { words in
      _ = scanner.mark(line, words.baseAddress!)
      let marks = Marks(UnsafeBufferPointer(words))
      let findings = scanner.findings(in: line, marks: marks, from: 0)
      return findings.isEmpty && !mustBeRead(line, marks: marks, from: 0) ? [] : edits(in: line, findings)
    }
  }

  func findings(in line: Text, after name: [UInt8] = []) -> [Finding] {
    guard !name.isEmpty else { return scanner.findings(in: line) }
    let start = name.count + 1
    return (name + [UInt8(ascii: " ")] + line).withUnsafeBufferPointer { text in
      scanner.findings(in: text).compactMap { finding in
        guard finding.range.upperBound > start else { return nil }
        return Finding(
          range: (max(start, finding.range.lowerBound) - start)..<(finding.range.upperBound - start),
          kind: finding.kind, score: finding.score)
      }
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

  private func edits(in line: Text, _ findings: [Finding]) -> [Edit] {
    switch form {
    case .plain: return plainEdits(findings, line)
    case .json: return edits(inJSON: line, findings) ?? edits(inMember: line, findings) ?? plainEdits(findings, line)
    case .logfmt: return edits(inLogfmt: LogfmtPairs(line), line, findings)
    case .auto:
      var start = 0
      while start < line.count, line[start].isIn(.space) { start += 1 }
      if line.has("{", at: start) || line.has("[", at: start), let edits = edits(inJSON: line, findings) {
        return edits
      }
      let pairs = LogfmtPairs(line, onlyWhole: true)
      if pairs.isWhole { return edits(inLogfmt: pairs, line, findings) }
      return edits(inMember: line, findings) ?? edits(inTailOf: line, findings) ?? plainEdits(findings, line)
    }
  }

  private func edits(inLogfmt pairs: LogfmtPairs, _ line: Text, _ findings: [Finding]) -> [Edit] {
    var edits = plainEdits(findings, line)
    for pair in pairs.pairs {
      let value = Text(rebasing: line[pair.value])
      if let entity = SensitiveName.entity(for: Text(rebasing: line[pair.key])) {
        if !SensitiveName.isHarmless(value), !Self.sayNothing.contains(where: { value.elementsEqual($0.utf8) }) {
          edits.append(Edit(range: pair.value, bytes: Array(entity.label.utf8)))
        }
      } else if pair.isEscaped {
        let unescaped = UnescapedString(line, pair.value)
        edits += unescaped.bytes.withUnsafeBufferPointer { text in
          plainEdits(scanner.findings(in: text), text).map {
            Edit(range: unescaped.source(of: $0.range), bytes: UnescapedString.escaped($0.bytes))
          }
        }
      }
    }
    return edits
  }

  private static let sayNothing = ["null", "nil", "true", "false"]

  func plainEdits(_ findings: [Finding], _ text: Text) -> [Edit] {
    findings.map { Edit(range: $0.range, bytes: replaced($0.kind, Text(rebasing: text[$0.range]))) }
  }

  func replaced(_ kind: FindingKind, _ value: Text) -> [UInt8] {
    var bytes: [UInt8] = []
    replacement.append(kind, value, to: &bytes)
    return bytes
  }
}
