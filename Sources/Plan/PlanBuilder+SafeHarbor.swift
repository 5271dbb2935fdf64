import Columns
import Configuration
import Privacy

extension PlanBuilder {
  /// Refuses what 45 CFR 164.514(b)(2) does not let out, where the pipeline says that it is to be met.
  ///
  /// The contract is believed: an identifier that no `pii:` names is not known here, nor is what the data's holder knows
  /// besides (164.514(b)(2)(ii)).
  mutating func checkSafeHarbor(_ sources: [PlannedSource]) {
    guard pipeline.privacy?.value.standard == .hipaaSafeHarbor else { return }
    for column in sources.flatMap(\.columns) {
      guard let problem = column.problemUnderSafeHarbor else { continue }
      decoder.report(
        .safeHarbor, at: column.span, "column `\(column.field.name)`: \(problem.message)", help: problem.help)
    }
  }
}

extension PlannedSourceColumn {
  fileprivate var problemUnderSafeHarbor: (message: String, help: String)? {
    if ingested == nil { return nil }
    let treatment = treatment?.treatment
    if let tokenize = treatment as? Tokenize {
      guard tokenize.policy == .deterministic else { return nil }
      return (
        "a token under a key is a code derived from the individual (164.514(c))",
        "take `policy: document` or `full`, and `erasable: false` for the subject; or drop it"
      )
    }
    switch personalData {
    case .gender, .health, .religion, .ethnicity, .politics, .orientation: return nil
    case .age:
      // Ages over 89 are one category.
      if let generalize = treatment as? Generalize, generalize.target == .range, let last = generalize.edges.last,
        last <= 90
      {
        return nil
      }
      return ("ages over 89 must be one category", "generalize it `to: range` with `edges` of which the last is 90")
    case .birthDate:
      return ("years of birth show ages over 89", "drop it, and give the contract an age that is generalized")
    case .postcode:
      return ("three digits of a postcode are allowed only where more than 20,000 people live", "drop it")
    case .freeText: return ("text keeps names, places and dates, whatever is redacted", "drop it")
    case .id, .email, .phone, .name, .address, .ip, .iban, .card, .username, .device, .nationalId, .location,
      .biometric:
      return ("no part of it may stay", "drop it, or tokenize it with `policy: document` or `full`")
    case nil:
      guard field.type == .date || field.type == .timestamp else { return nil }
      if let generalize = treatment as? Generalize, generalize.target == .year { return nil }
      return ("dates are allowed to the year only", "generalize it `to: year`, or drop it")
    }
  }
}
