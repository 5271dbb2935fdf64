extension LineScrubber {
  /// JSON inside a string of JSON, and so on, is read this deep.
  private static let nestingLimit = 4

  /// The edits of a line that is JSON, or `nil` if it is not. Strings and numbers are replaced, nothing else: what was
  /// JSON stays JSON.
  ///
  /// - Parameter findings: what was found in the line as plain text, with the names before values in view.
  func edits(inJSON text: Text, _ findings: [Finding], nesting: Int = 0) -> [Edit]? {
    guard let outline = JSONOutline(text) else { return nil }
    var edits = outline.sensitive.map { Edit(range: $0.range, bytes: Self.quoted(Array($0.entity.label.utf8))) }
    var next = findings.startIndex
    for token in outline.tokens where !token.range.isEmpty {
      let unescaped = token.isEscaped ? UnescapedString(text, token.range) : nil
      // A finding belongs to the token in which it begins, or to the first one it reaches.
      while next < findings.endIndex, findings[next].range.upperBound <= token.range.lowerBound { next += 1 }
      while next < findings.endIndex, findings[next].range.lowerBound < token.range.upperBound {
        edits.append(edit(of: findings[next], in: token, text, unescaped))
        next += 1
      }
      if let unescaped { edits += self.edits(in: unescaped, nesting: nesting) }
    }
    return edits
  }

  private func edit(
    of finding: Finding, in token: JSONOutline.Token, _ text: Text, _ unescaped: UnescapedString?
  ) -> Edit {
    if token.kind == .number {
      return Edit(range: token.range, bytes: Self.quoted(replaced(finding.kind, Text(rebasing: text[token.range]))))
    }
    var range = finding.range.clamped(to: token.range)
    guard let unescaped else {
      return Edit(range: range, bytes: replaced(finding.kind, Text(rebasing: text[range])))
    }
    // No escape is cut: the finding grows to whole ones.
    let first = unescaped.offsets.lastIndex { $0 <= range.lowerBound } ?? 0
    let last = unescaped.offsets.firstIndex { $0 >= range.upperBound } ?? unescaped.bytes.count
    range = unescaped.source(of: first..<max(last, first + 1))
    let value = Array(unescaped.bytes[first..<max(last, first + 1)])
    return Edit(
      range: range,
      bytes: UnescapedString.escaped(value.withUnsafeBufferPointer { replaced(finding.kind, $0) }))
  }

  /// The edits of a string with escapes, by what it says; JSON in it is read as such.
  private func edits(in string: UnescapedString, nesting: Int) -> [Edit] {
    string.bytes.withUnsafeBufferPointer { text in
      var inner: [Edit]?
      let findings = scanner.findings(in: text)
      if nesting < Self.nestingLimit, text.has("{", at: 0) || text.has("[", at: 0) {
        inner = edits(inJSON: text, findings, nesting: nesting + 1)
      }
      let edits = inner ?? plainEdits(findings, text)
      return edits.map {
        Edit(range: string.source(of: $0.range), bytes: UnescapedString.escaped($0.bytes))
      }
    }
  }

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] { [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")] }
}
