package import Columns

/// Replaces personal data and secrets in text by labels such as `[EMAIL]`.
///
/// Idempotent: what it returns holds nothing that it would find. A label may end a word that hid a match, so a changed
/// text is searched again until nothing is found; each pass takes something away, and no label is ever found.
package struct Scrubber: Sendable {
  package let scanner: Scanner

  package init(_ policy: DetectionPolicy = .standard) { scanner = Scanner(policy) }

  /// For these entities and no others.
  package init(entities: Set<Entity>) { scanner = Scanner(entities: entities) }

  /// The redacted text, or `nil` if there is nothing to redact, without a copy.
  ///
  /// - Parameter field: what the name of the field says in which the text stands.
  package func redact(_ text: UnsafeBufferPointer<UInt8>, field: FieldContext = .none) -> [UInt8]? {
    var findings = scanner.findings(in: text, field: field)
    guard !findings.isEmpty else { return nil }
    var redacted = Self.replacing(findings, in: text)
    while true {
      findings = redacted.withUnsafeBufferPointer { scanner.findings(in: $0, field: field) }
      if findings.isEmpty { return redacted }
      redacted = redacted.withUnsafeBufferPointer { Self.replacing(findings, in: $0) }
    }
  }

  package func redact(_ text: String) -> String {
    var copy = text
    return copy.withUTF8 { redact($0) }.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// A string or category column with every text redacted; other columns as they are.
  package func redact(_ column: Column, field: FieldContext = .none) -> Column {
    guard column.sparse == nil else { return column }  // numbers
    switch column.values {
    case .string(let strings):
      return redact(strings, field).map { Column(.string($0), validity: column.validity) } ?? column
    case .category(let codes, let dictionary):
      guard let redacted = redact(dictionary, field) else { return column }
      return TreatedColumn.category(
        codes: codes, validity: column.validity, dictionary: redacted, invalid: [], problem: ""
      ).column
    default: return column
    }
  }

  /// `nil` if nothing was redacted.
  private func redact(_ strings: Strings, _ field: FieldContext) -> Strings? {
    var builder: StringsBuilder?
    for row in 0..<strings.count {
      strings.withBytes(of: row) { text in
        if let redacted = redact(text, field: field) {
          if builder == nil { builder = Self.copy(strings, rows: row) }
          builder?.append(redacted)
        } else {
          builder?.append(text)
        }
      }
    }
    return builder?.finish()
  }

  private static func copy(_ strings: Strings, rows: Int) -> StringsBuilder {
    var builder = StringsBuilder(rows: strings.count, bytes: strings.bytes.count)
    for row in 0..<rows { strings.withBytes(of: row) { builder.append($0) } }
    return builder
  }

  private static func replacing(_ findings: [Finding], in text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    for finding in findings {
      result.append(contentsOf: text[position..<finding.range.lowerBound])
      finding.kind.appendLabel(to: &result)
      position = finding.range.upperBound
    }
    result.append(contentsOf: text[position...])
    return result
  }
}
