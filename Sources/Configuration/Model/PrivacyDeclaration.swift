/// Whose data this is, and how each personal column is treated.
package struct PrivacyDeclaration: Section {
  package var subject: Located<String>?
  package var k = 5
  package var tenant = ""
  package var rules: [Located<PrivacyRuleDeclaration>] = []
  package var onEgress = EgressPolicy.block
  package var standard = Standard.none
  package var release: Located<ReleaseDeclaration>?
  /// Read by the detectors, which know its words.
  package var detect: Node?
  package var patterns: [Located<PatternDeclaration>] = []

  /// What happens when personal data is found in an output.
  package enum EgressPolicy: String, ParameterWord { case block, redact }

  /// A standard that the treatments of all columns must meet.
  package enum Standard: String, ParameterWord {
    case none
    case hipaaSafeHarbor = "hipaa_safe_harbor"
  }

  package init() {}

  package static let parameters: [Parameter<PrivacyDeclaration>] = [
    .init("subject", \.subject, "The column that names the person, as `source.column`.", required: true),
    .init("k", \.k, "No category, extreme or group of fewer people is learned or named by a step.", .atLeast(1)),
    .init("tenant", \.tenant, "Separates the tokens of tenants that share a key ring."),
    .init("rules", \.rules, "How each personal column is treated; every column with `pii:` needs a rule."),
    .init("on_egress", \.onEgress, "What happens when the gate finds personal data in an output."),
    .init(
      "standard", \.standard,
      "`hipaa_safe_harbor` refuses rules that leave more than 45 CFR 164.514(b)(2) allows: deterministic tokens, dates finer than the year, and others."
    ),
    .init("detect", \.detect, "Which personal data is looked for in outputs and texts, by country and kind."),
    .init(
      "patterns", \.patterns,
      "Personal data that only this pipeline's data has, by regular expressions; see PatternDeclaration."),
    .init("release", \.release, "What outputs must keep before they are published: k-anonymity and more."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if let subject,
      subject.value.split(separator: ".", omittingEmptySubsequences: false).contains("")
        || !subject.value.contains(".")
    {
      decoder.descend("subject") { decoder in
        decoder.report(
          .badValue, at: subject.span, "`subject` must name a source and a column", help: "write `source.column`")
      }
    }
    UniqueNames.check(rules.map(\.value.id), of: "rule", under: "rules", &decoder)
  }
}

/// One rule: the columns and what is done to them.
package struct PrivacyRuleDeclaration: Section {
  package var id = Located("", at: SourceSpan(line: 1, column: 1))
  package var use = Located("", at: SourceSpan(line: 1, column: 1))
  package var columns: [Located<String>] = []
  package var with: Node?

  package init() {}

  package static let parameters: [Parameter<PrivacyRuleDeclaration>] = [
    .init("id", \.id, "Name of the rule, in plans and manifests.", required: true, .notEmpty),
    .init(
      "use", \.use,
      "The treatment: tokenize, drop, mask, generalize, redact, shift_dates, truncate_ip or email_domain.",
      required: true, .notEmpty),
    .init("columns", \.columns, "The columns it treats.", required: true, .notEmpty),
    .init("with", \.with, "The treatment's arguments."),
  ]
}
