/// A line of a file as it is shown in a terminal, and where below it the carets go, in terminal cells.
struct Excerpt {
  let text: String
  let caretColumn: Int
  let caretWidth: Int

  /// Longer lines are cut to a window around the place.
  private static let maximumWidth = 160
  /// What stays visible before the place in a line that is cut.
  private static let lead = 60

  /// `nil` without the file's text, or for a line that it does not have.
  init?(_ span: SourceSpan, in source: SourceText?) {
    guard let source, let line = source.line(span.line) else { return nil }
    let masked = SecretMask.mask(line, number: span.line, of: source)
    // A place just behind the last character is that of a missing value.
    let start = min(span.column - 1, masked.count)
    let first = start > Self.maximumWidth - 20 ? start - Self.lead : 0
    var text = first > 0 ? "…" : ""
    var width = text.isEmpty ? 0 : 1
    var caretColumn: Int?
    var caretEnd = 0
    for (position, scalar) in masked.enumerated().dropFirst(first) {
      if position == start { caretColumn = width }
      if width >= Self.maximumWidth {
        text += "…"
        break
      }
      let shown = Terminal.shown(scalar, atColumn: width)
      text += shown.text
      width += shown.width
      if position < start + span.length { caretEnd = width }
    }
    self.text = text
    self.caretColumn = caretColumn ?? width
    caretWidth = max(1, caretEnd - self.caretColumn)
  }
}

/// How characters come out of a terminal.
enum Terminal {
  /// The text without what could move the cursor, change colours or reorder text: names in messages come from files.
  static func safe(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result.unicodeScalars.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar) }
    return result
  }

  /// What to print for a character of an excerpt, and how many cells that takes.
  static func shown(_ scalar: Unicode.Scalar, atColumn column: Int) -> (text: String, width: Int) {
    if scalar == "\t" {
      let width = 4 - column % 4
      return (String(repeating: " ", count: width), width)
    }
    if isUnsafe(scalar) { return ("\u{FFFD}", 1) }
    return (String(Character(scalar)), width(of: scalar))
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    // Controls; bidirectional overrides, joiners and the like; line and paragraph separators.
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: false
    }
  }

  /// 0 for marks that combine, 2 for the wide characters of East Asia and for emoji (Unicode Standard Annex 11), else 1.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653,
    0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x2753...0x2755, 0x2795...0x2797, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2E80...0x303E,
    0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
    0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}
