package import Columns
package import Configuration

/// Looks at everything that is about to leave in a data output, before it is formatted.
///
/// Numbers, dates and booleans cannot hold an identifier that the plan did not see. Columns of tokens are checked to be
/// tokens. Every other text is scanned for personal data and secrets; a category's values once each.
package struct OutputGate: Sendable {
  /// What happens when something is found.
  package enum Policy: Sendable {
    /// The run fails and nothing is published.
    case block
    case redact
  }

  package let policy: Policy
  private let scrubber: Scrubber

  /// - Parameter detection: what counts as personal data.
  package init(policy: Policy, detection: DetectionPolicy = .standard) {
    self.policy = policy
    scrubber = Scrubber(detection)
  }

  /// The batch as it may leave.
  ///
  /// - Parameter output: its name, for messages.
  package func pass(_ batch: Batch, output: String) throws(EgressError) -> Batch {
    var columns = batch.columns
    for (position, field) in batch.schema.fields.enumerated() {
      if field.sensitivity == .pseudonym, let row = Self.firstNonToken(in: columns[position]) {
        throw .notAToken(output: output, column: field.name, row: Int(batch.rowNumbers[row]))
      }
      // What a name says of its values is asked of texts alone: of five thousand numbers it is dearer than writing them.
      guard field.sensitivity != .pseudonym, columns[position].isText else { continue }
      let context = scrubber.scanner.context(ofField: field.name)
      switch policy {
      case .redact: columns[position] = scrubber.redact(columns[position], field: context)
      case .block:
        guard let (row, kind) = firstFinding(in: columns[position], context) else { continue }
        throw .personalData(
          output: output, column: field.name, row: Int(batch.rowNumbers[row]), kind: kind)
      }
    }
    return Batch(schema: batch.schema, columns: columns, rowNumbers: batch.rowNumbers)
  }

  /// Checks every text of a document (fitted state, manifest): names of members and strings. Documents are blocked
  /// whatever the policy: a redacted state would compute something else.
  package func check(_ document: JSON, output: String) throws(EgressError) {
    guard let (path, kind) = firstFinding(in: document, path: "$", .none) else { return }
    throw .personalDataInDocument(output: output, path: path, kind: kind)
  }

  /// A text that is not data, redacted: a report, a header.
  package func redact(_ text: String) -> String { scrubber.redact(text) }

  private func firstFinding(in column: Column, _ field: FieldContext) -> (row: Int, kind: FindingKind)? {
    guard column.sparse == nil else { return nil }  // numbers
    switch column.values {
    case .string(let strings):
      for row in 0..<strings.count {
        if let finding = strings.withBytes(of: row, { scrubber.scanner.findings(in: $0, field: field) }).first {
          return (row, finding.kind)
        }
      }
      return nil
    case .category(let codes, let dictionary):
      let findings = (0..<dictionary.count).map { code in
        dictionary.withBytes(of: code) { scrubber.scanner.findings(in: $0, field: field) }.first
      }
      // A value that no row of the batch has does not leave.
      guard findings.contains(where: { $0 != nil }) else { return nil }
      for row in 0..<codes.count where column.validity.isValid(row) {
        if let finding = findings[Int(codes[row])] { return (row, finding.kind) }
      }
      return nil
    default: return nil
    }
  }

  private func firstFinding(
    in document: JSON, path: String, _ field: FieldContext
  ) -> (path: String, kind: FindingKind)? {
    switch document {
    case .string(let text): return scrubber.scanner.findings(in: text, field: field).first.map { (path, $0.kind) }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let found = firstFinding(in: element, path: "\(path)[\(index)]", field) { return found }
      }
      return nil
    case .object(let members):
      for (index, member) in members.enumerated() {
        // A name that is itself the finding is not shown in the path.
        if let finding = scrubber.scanner.findings(in: member.name).first {
          return ("\(path), name of member \(index + 1)", finding.kind)
        }
        let field = scrubber.scanner.context(ofField: member.name)
        if let found = firstFinding(in: member.value, path: "\(path).\(member.name)", field) { return found }
      }
      return nil
    default: return nil
    }
  }

  private static func firstNonToken(in column: Column) -> Int? {
    guard column.sparse == nil else { return nil }  // numbers
    switch column.values {
    case .string(let strings):
      for row in 0..<strings.count where column.validity.isValid(row) {
        if !strings.withBytes(of: row, Token.isToken) { return row }
      }
      return nil
    case .category(let codes, let dictionary):
      let areTokens = (0..<dictionary.count).map { dictionary.withBytes(of: $0, Token.isToken) }
      for row in 0..<codes.count where column.validity.isValid(row) && !areTokens[Int(codes[row])] { return row }
      return nil
    default:
      // Numbers made from tokens by a step (counts, encodings) are no tokens, and no identifiers either.
      return nil
    }
  }
}

extension Column {
  /// Whether values are texts, which may hold anything.
  fileprivate var isText: Bool { valueType == .string || valueType == .category }
}
