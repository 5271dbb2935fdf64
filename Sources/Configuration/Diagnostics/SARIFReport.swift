/// SARIF 2.1.0 (OASIS), for code-scanning services.
enum SARIFReport {
  static func log(_ diagnostics: [Diagnostic], version: String) -> JSON {
    var rules: [DiagnosticCode] = []
    for diagnostic in diagnostics where !rules.contains(diagnostic.code) { rules.append(diagnostic.code) }
    rules.sort { $0.id < $1.id }
    return [
      "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "featurize", "version": .string(version), "rules": .array(rules.map(rule)),
            ]
          ],
          // Columns count characters, not UTF-16 units.
          "columnKind": "unicodeCodePoints",
          "results": .array(diagnostics.map { result($0, rules) }),
        ]
      ],
    ]
  }

  private static func rule(_ code: DiagnosticCode) -> JSON {
    [
      "id": .string(code.id), "shortDescription": ["text": .string(code.title)],
      "fullDescription": ["text": .string(code.explanation)],
      "help": ["text": .string("\(code.explanation)\nfeaturize explain \(code.id)")],
    ]
  }

  private static func result(_ diagnostic: Diagnostic, _ rules: [DiagnosticCode]) -> JSON {
    let text = diagnostic.message + (diagnostic.help.map { "; help: \($0)" } ?? "")
    return [
      "ruleId": .string(diagnostic.code.id),
      "ruleIndex": .int(Int64(rules.firstIndex(of: diagnostic.code) ?? -1)),
      "level": .string(diagnostic.severity.rawValue),
      "message": ["text": .string(text)],
      "locations": [location(diagnostic.place)],
    ]
  }

  private static func location(_ place: Diagnostic.Place) -> JSON {
    switch place {
    case .file(let file, let span):
      [
        "physicalLocation": [
          "artifactLocation": ["uri": .string(relativeReference(file))],
          "region": [
            "startLine": .int(Int64(span.line)), "startColumn": .int(Int64(span.column)),
            "endColumn": .int(Int64(span.column + span.length)),
          ],
        ]
      ]
    case .data(let source, let row, let column):
      [
        "logicalLocations": [
          [
            "name": .string(column ?? source),
            "fullyQualifiedName": .string(
              [source, row.map { String($0) }, column].compactMap { $0 }.joined(separator: ":")),
          ]
        ]
      ]
    case .whole(let name): ["logicalLocations": [["name": .string(name)]]]
    }
  }

  /// RFC 3986, section 4.2: what is not allowed in a path is percent-encoded, a colon too, as it would end a scheme.
  private static func relativeReference(_ path: String) -> String {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if allowed.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
