import Columns
import Configuration
import Engine
import Plan
import Testing

/// What planning says of the rules that make tokens and of those that go by them.
@Suite struct TokenRuleTests {
  struct Row: CustomTestStringConvertible {
    let testDescription: String
    /// Arguments of the rule for `id`, the subject.
    var subject = "domain: row, key: ring"
    var columns = ""
    var rules = ""
    var privacy = ""
    /// Errors and warnings.
    let codes: [String]
  }

  private static func other(_ arguments: String) -> String {
    "- {id: o, use: tokenize, columns: [mail], with: {\(arguments)}}"
  }
  private static let mail = "mail: {type: string, pii: email}"
  private static let seen = "seen: {type: date}"

  static let rows: [Row] = [
    Row(testDescription: "vaulted", subject: "domain: row, key: ring, mode: vaulted", codes: []),
    Row(
      testDescription: "one domain, two modes", columns: mail, rules: other("domain: row, key: ring, mode: vaulted"),
      codes: ["F0351"]),
    Row(
      testDescription: "one domain, two policies", columns: mail,
      rules: other("domain: row, key: ring, policy: document"), codes: ["F0351"]),
    Row(
      testDescription: "one domain, text and integers", columns: mail,
      rules: other("domain: row, key: ring, as: integer"),
      codes: ["F0351"]),
    Row(
      testDescription: "one domain, one of them with both tokens", columns: mail,
      rules: other("domain: row, key: ring, emit: both"), codes: []),
    Row(testDescription: "random subject", subject: "domain: row, key: ring, policy: document", codes: ["F0352"]),
    Row(
      testDescription: "random subject of a release",
      subject: "domain: row, key: ring, policy: document, erasable: false",
      codes: []),
    Row(
      testDescription: "a subject per row", subject: "domain: row, key: ring, policy: full, erasable: false",
      codes: ["F0352"]),
    Row(testDescription: "a subject of numbers", subject: "domain: row, key: ring, as: integer", codes: ["F0302"]),
    Row(
      testDescription: "random columns besides the subject", columns: mail,
      rules: other("domain: mail, key: ring, policy: full"), codes: []),
    Row(
      testDescription: "unique, and random per occurrence", columns: "mail: {type: string, unique: true, pii: email}",
      rules: other("domain: mail, key: ring, policy: full"), codes: ["F0208"]),
    Row(
      testDescription: "a second column whose name is taken",
      columns: "\(mail)\n        mail_previous: {type: int}",
      rules: other("domain: mail, key: ring, emit: both"), codes: ["F0208"]),
    Row(
      testDescription: "a bool", columns: "mail: {type: bool, pii: id}", rules: other("domain: mail, key: ring"),
      codes: ["F0353"]),
    Row(
      testDescription: "an age", columns: "mail: {type: int, min: 18, max: 120, pii: age}",
      rules: other("domain: mail, key: ring"), codes: ["F0353"]),
    Row(
      testDescription: "a date", columns: "mail: {type: date, pii: birth_date}",
      rules: other("domain: mail, key: ring"),
      codes: ["F0353"]),
    Row(
      testDescription: "listed values", columns: "mail: {type: category, values: [a, b], pii: id}",
      rules: other("domain: mail, key: ring"), codes: ["F0353"]),
    Row(
      testDescription: "listed values, random per occurrence",
      columns: "mail: {type: category, values: [a, b], pii: id}",
      rules: other("domain: mail, key: ring, policy: full"), codes: []),
    Row(
      testDescription: "a wide range", columns: "mail: {type: int, min: 0, max: 999999999, pii: id}",
      rules: other("domain: mail, key: ring"), codes: []),
    Row(
      testDescription: "dates of the subject", columns: seen,
      rules: "- {id: s, use: shift_dates, columns: [seen], with: {key: ring}}", codes: []),
    Row(
      testDescription: "dates by another token", columns: "\(seen)\n        \(mail)",
      rules: """
        - {id: s, use: shift_dates, columns: [seen], with: {key: ring, by: mail}}
            \(other("domain: mail, key: ring"))
        """, codes: []),
    Row(
      testDescription: "dates by a column that is no token", columns: seen,
      rules: "- {id: s, use: shift_dates, columns: [seen], with: {key: ring, by: age}}", codes: ["F0354"]),
    Row(
      testDescription: "dates by a token per row", columns: "\(seen)\n        \(mail)",
      rules: """
        - {id: s, use: shift_dates, columns: [seen], with: {key: ring, by: mail}}
            \(other("domain: mail, key: ring, policy: full"))
        """, codes: ["F0354"]),
    Row(
      testDescription: "dates by no column", columns: seen,
      rules: "- {id: s, use: shift_dates, columns: [seen], with: {key: ring, by: mial}}", codes: ["F0202"]),
    Row(
      testDescription: "too far", columns: seen,
      rules: "- {id: s, use: shift_dates, columns: [seen], with: {key: ring, days: 4000}}", codes: ["F0105"]),
    Row(
      testDescription: "Safe Harbor refuses tokens under a key", columns: seen, privacy: "standard: hipaa_safe_harbor",
      codes: ["F0359", "F0359"]),
    Row(
      testDescription: "Safe Harbor", subject: "domain: row, key: ring, policy: document, erasable: false",
      columns: """
        seen: {type: date}
                mail: {type: string, pii: email}
                old: {type: int, pii: age}
        """,
      rules: """
        - {id: s, use: generalize, columns: [seen], with: {to: year}}
            - {id: a, use: generalize, columns: [old], with: {to: range, edges: [30, 60, 90]}}
            - {id: m, use: drop, columns: [mail]}
        """, privacy: "standard: hipaa_safe_harbor", codes: []),
    Row(
      testDescription: "Safe Harbor refuses parts",
      subject: "domain: row, key: ring, policy: document, erasable: false",
      columns: """
        ip: {type: string, pii: ip}
                mail: {type: string, pii: email}
                old: {type: int, pii: age}
                born: {type: date, pii: birth_date}
        """,
      rules: """
        - {id: s, use: truncate_ip, columns: [ip]}
            - {id: a, use: generalize, columns: [old], with: {to: range, step: 10}}
            - {id: m, use: email_domain, columns: [mail]}
            - {id: b, use: shift_dates, columns: [born], with: {key: ring}}
        """, privacy: "standard: hipaa_safe_harbor", codes: ["F0359", "F0359", "F0359", "F0359"]),
  ]

  @Test(arguments: rows)
  func plans(_ row: Row) throws {
    try Workspace.with { workspace in
      let pipeline = PlanRuleTests.pipeline(columns: row.columns, rules: row.rules)
        .replacingOccurrences(of: "domain: row, key: ring}}\n", with: "\(row.subject)}}\n", first: true)
        .replacingOccurrences(of: "  subject: rows.id\n", with: "  subject: rows.id\n  \(row.privacy)\n", first: true)
      let loaded = try workspace.load(pipeline)
      var diagnostics = loaded.remarks
      if case .failure(let error) = loaded.plan { diagnostics += error.diagnostics }
      #expect(diagnostics.map(\.code.id) == row.codes, "\(diagnostics.map(\.message))")
      #expect(diagnostics.allSatisfy { ($0.severity == .warning) == ($0.code.id == "F0353") })
    }
  }
}

extension String {
  /// The text with the first occurrence replaced.
  fileprivate func replacingOccurrences(of old: String, with new: String, first: Bool) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }

  private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
