package import Configuration

/// Diagnostics are redacted before they are rendered: a renderer cuts long lines, and escapes what a format wants
/// escaped, after which half a card number or `%3A` in an address would pass.
extension Scrubber {
  package func redact(_ diagnostic: Diagnostic) -> Diagnostic {
    let place: Diagnostic.Place =
      switch diagnostic.place {
      case .file(let file, let span): .file(redact(file), span)
      case .data(let source, let row, let column):
        .data(source: redact(source), row: row, column: column.map { redact($0) })
      case .whole(let name): .whole(redact(name))
      }
    return Diagnostic(
      diagnostic.code, at: place, redact(diagnostic.message), help: diagnostic.help.map { redact($0) },
      severity: diagnostic.severity)
  }

  /// The file that excerpts are taken from, with stars for what was found, one a character: carets still point right.
  package func redact(_ source: SourceText) -> SourceText {
    source.replacing(file: redact(source.file)) { text in
      var text = text
      return text.withUTF8 { bytes in
        let findings = scanner.findings(in: bytes)
        if findings.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        var starred = ""
        var position = 0
        for finding in findings {
          starred += String(decoding: bytes[position..<finding.range.lowerBound], as: UTF8.self)
          for scalar in String(decoding: bytes[finding.range], as: UTF8.self).unicodeScalars {
            starred.unicodeScalars.append(scalar == "\n" || scalar == "\r" ? scalar : "*")
          }
          position = finding.range.upperBound
        }
        return starred + String(decoding: bytes[position...], as: UTF8.self)
      }
    }
  }
}
