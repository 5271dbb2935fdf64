extension DiagnosticCode {
  package static let untreated = DiagnosticCode(
    "F0301", "personal column without a rule",
    "A column tagged `pii:` has no privacy rule. Say what happens to it: tokenize, drop, mask, generalize or redact.")
  package static let subjectUntreatable = DiagnosticCode(
    "F0302", "subject key is lost",
    "The subject's column must be tokenized: dropped or blurred, no erasure or access request could ever find the "
      + "person's rows again.")
  package static let untreatedReachesStep = DiagnosticCode(
    "F0303", "personal data on its way into a step or an output",
    "A direct identifier, free text or special-category column would reach a step, an output or fitted state. The "
      + "message names the way it took.")
  package static let badPrivacyRule = DiagnosticCode(
    "F0304", "privacy rule",
    "The rule names an unknown treatment, a column it cannot treat, or a column that another rule treats already.")
  package static let unknownSecret = DiagnosticCode(
    "F0305", "unknown secret", "The rule's key is not one of the names under `secrets:`.")

  /// F03xx: privacy rules and the egress gate.
  static let privacy: [DiagnosticCode] = [
    untreated, subjectUntreatable, untreatedReachesStep, badPrivacyRule, unknownSecret,
  ]
}
