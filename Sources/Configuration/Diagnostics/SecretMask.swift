/// Hides what is written under `secrets:` in excerpts: someone may have put a secret there, and diagnostics end up in
/// logs of build servers.
///
/// It works on lines and not on nodes, because a file that is no YAML is shown too, and hides too much rather than too
/// little: from `secrets:` to the next line that starts at the margin.
enum SecretMask {
  /// The line with every character of a value replaced; positions stay, so that carets still point right.
  static func mask(_ line: [Unicode.Scalar], number: Int, of source: SourceText) -> [Unicode.Scalar] {
    if let colon = sectionColon(line) { return mask(line, after: colon) }
    var above = number - 1
    while above >= 1, let other = source.line(above) {
      if sectionColon(other) != nil { return isAtMargin(line) ? line : mask(line, after: firstColon(of: line) ?? -1) }
      if isAtMargin(other) || isAtMargin(line) { return line }
      above -= 1
    }
    return line
  }

  /// The position of the colon of a key `secrets`, if the line has one: at its start, in quotes, or inside braces.
  private static func sectionColon(_ line: [Unicode.Scalar]) -> Int? {
    let word = Array("secrets".unicodeScalars)
    guard line.count >= word.count else { return nil }
    for start in 0...(line.count - word.count) where Array(line[start..<start + word.count]) == word {
      guard line[..<start].last.map({ " \t{,?\"'&!".unicodeScalars.contains($0) }) ?? true else { continue }
      var end = start + word.count
      while end < line.count, " \t\"'".unicodeScalars.contains(line[end]) { end += 1 }
      // `? secrets` has its colon on the next line.
      if end == line.count { return end - 1 }
      if line[end] == ":" { return end }
    }
    return nil
  }

  private static func firstColon(of line: [Unicode.Scalar]) -> Int? {
    line.indices.first { line[$0] == ":" && ($0 + 1 == line.count || line[$0 + 1] == " ") }
  }

  /// A key of the top level, which ends the section; comments, closing brackets and empty lines do not.
  private static func isAtMargin(_ line: [Unicode.Scalar]) -> Bool {
    line.first.map { !" \t#:]}-".unicodeScalars.contains($0) } ?? false
  }

  private static func mask(_ line: [Unicode.Scalar], after position: Int) -> [Unicode.Scalar] {
    line.enumerated().map { $0 <= position || $1 == " " || $1 == "\t" ? $1 : "*" }
  }
}
