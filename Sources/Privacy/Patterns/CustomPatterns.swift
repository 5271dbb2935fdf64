package import Configuration

/// The patterns of a pipeline or of a file of patterns.
package enum CustomPatterns {
  /// Compiles the declarations; reports what is wrong with them, and leaves those out.
  package static func compile(
    _ declarations: [Located<PatternDeclaration>], _ decoder: inout Decoder
  ) -> [CustomPattern] {
    var patterns: [CustomPattern] = []
    for declaration in declarations.map(\.value) where !declaration.pattern.value.isEmpty {
      let name = declaration.name
      if Entity(rawValue: name.value) != nil {
        decoder.report(
          .badPatternName, at: name.span, "`\(name.value)` is the name of an entity that is built in",
          help: "give the pattern another name")
        continue
      }
      if patterns.contains(where: { $0.name == name.value }) {
        decoder.report(
          .badPatternName, at: name.span, "two patterns have the name `\(name.value)`",
          help: "join them with `|`, or give one another name")
        continue
      }
      if let pattern = compile(declaration, &decoder) { patterns.append(pattern) }
    }
    return patterns
  }

  private static func compile(_ declaration: PatternDeclaration, _ decoder: inout Decoder) -> CustomPattern? {
    let text = declaration.pattern
    guard text.value.utf8.count <= longest else {
      decoder.report(
        .badPattern, at: text.span, "the pattern is longer than \(longest) bytes", help: "split it into several")
      return nil
    }
    guard declaration.context.allSatisfy(CustomPattern.isWord) else {
      decoder.report(
        .badValue, at: text.span, "`context` of `\(declaration.name.value)` has an entry without a letter or digit",
        help: "take it out")
      return nil
    }
    do throws(RegularExpressionError) {
      let pattern = try CustomPattern(declaration)
      guard !pattern.matchesNothing else {
        decoder.report(
          .patternMatchesNothing, at: text.span, "the pattern also matches no text at all",
          help: "ask for at least one character: `+` instead of `*`")
        return nil
      }
      return pattern
    } catch {
      decoder.report(
        .badPattern, at: place(of: error.offset, in: text),
        "the pattern is wrong at character \(error.offset + 1): \(error.problem.rawValue)", help: help(for: error))
      return nil
    }
  }

  /// Where a character of the pattern stands in the file: exactly, if it is written without escapes.
  private static func place(of offset: Int, in text: Located<String>) -> SourceSpan {
    let length = text.value.unicodeScalars.count
    let quotes = text.span.length - length
    guard quotes == 0 || quotes == 2 else { return text.span }
    return SourceSpan(line: text.span.line, column: text.span.column + quotes / 2 + offset, length: 1)
  }

  private static func help(for error: RegularExpressionError) -> String? {
    switch error.problem {
    case .badFlag: "RE2 has no look-around and no back references; `context:` and `validator:` do much of their work"
    case .badEscape: "within double quotes YAML takes a backslash for itself: use single quotes"
    default: nil
    }
  }

  /// Bytes of a pattern.
  private static let longest = 4096
}
