extension LineScrubber {
  /// JSON inside a string of JSON, and so on, is read this deep.
  private static let nestingLimit = 4

  /// Adds the edits of a line that is JSON; `false`, and none added, if it is not. Strings and numbers are replaced,
  /// nothing else: what was JSON stays JSON.
  ///
  /// - Parameters:
  ///   - findings: what was found in the line as plain text, with the names before values in view.
  ///   - distance: how much farther on in `text` their ranges stand.
  func addEdits(
    inJSON text: Text, _ findings: [Finding], movedBy distance: Int = 0, nesting: Int = 0, _ scratch: inout LineScratch
  ) -> Bool {
    var own = scratch.takeText()
    let isJSON = own.outline.read(text)
    if isJSON {
      for value in own.outline.sensitive {
        scratch.edits.replace(value.range) { bytes, _ in
          Self.quote(&bytes) { FindingKind.entity(value.entity).appendLabel(to: &$0) }
        }
      }
      var next = findings.startIndex
      for token in own.outline.tokens where !token.range.isEmpty {
        if token.isEscaped { own.string.read(text, token.range) }
        // A finding belongs to the token in which it begins, or to the first one it reaches.
        while next < findings.endIndex {
          let range = findings[next].range.moved(by: distance)
          guard range.lowerBound < token.range.upperBound else { break }
          if range.upperBound > token.range.lowerBound {
            addEdit(range, findings[next].kind, in: token, text, own.string, &scratch.edits)
          }
          next += 1
        }
        if token.isEscaped {
          addEdits(inStringOf: &own, isJSON: nesting < Self.nestingLimit, nesting: nesting, &scratch)
        }
      }
    }
    scratch.giveBack(own)
    return isJSON
  }

  /// - Parameter string: what the token says, if it is escaped.
  private func addEdit(
    _ found: Range<Int>, _ kind: FindingKind, in token: JSONOutline.Token, _ text: Text, _ string: UnescapedString,
    _ edits: inout Edits
  ) {
    if token.kind == .number {
      return edits.replace(token.range) { bytes, canonical in
        Self.quote(&bytes) { replacement.append(kind, Text(rebasing: text[token.range]), &canonical, to: &$0) }
      }
    }
    let range = found.clamped(to: token.range)
    guard token.isEscaped else { return addEdit(range, kind, text, &edits) }
    // No escape is cut: the finding grows to whole ones.
    let first = string.offsets.lastIndex { $0 <= range.lowerBound } ?? 0
    let last = string.offsets.firstIndex { $0 >= range.upperBound } ?? string.bytes.count
    let value = first..<max(last, first + 1)
    let number = edits.count
    string.bytes.withUnsafeBufferPointer { addEdit(value, kind, $0, &edits) }
    edits.move(from: number, string.source)
    edits.escape(from: number)
  }

  /// Adds the edits of a string with escapes, by what it says.
  ///
  /// - Parameters:
  ///   - own: holds the string.
  ///   - isJSON: whether JSON in it is read as such.
  func addEdits(inStringOf own: inout TextScratch, isJSON: Bool, nesting: Int = 0, _ scratch: inout LineScratch) {
    let string = own.string
    let first = scratch.edits.count
    string.bytes.withUnsafeBufferPointer { text in
      scanner.find(in: text, &own.findings)
      if isJSON, text.has("{", at: 0) || text.has("[", at: 0),
        addEdits(inJSON: text, own.findings, nesting: nesting + 1, &scratch)
      {
        return
      }
      addPlainEdits(own.findings, text, &scratch.edits)
    }
    scratch.edits.move(from: first, string.source)
    scratch.edits.escape(from: first)
  }

  private static func quote(_ bytes: inout [UInt8], _ append: (inout [UInt8]) -> Void) {
    bytes.append(UInt8(ascii: "\""))
    append(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Range<Int> {
  func moved(by distance: Int) -> Range<Int> { (lowerBound + distance)..<(upperBound + distance) }
}
