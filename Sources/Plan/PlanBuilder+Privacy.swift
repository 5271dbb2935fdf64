import Columns
import Configuration
import Privacy

extension PlanBuilder {
  /// The treatment of each column that a rule names.
  mutating func treatments() -> [String: PlannedTreatment] {
    var treatments: [String: PlannedTreatment] = [:]
    let columns = pipeline.sources.entries.first?.value.contract.columns.names ?? []
    for (position, located) in (pipeline.privacy?.value.rules ?? []).enumerated() {
      let rule = located.value
      let names = rule.columns.map(\.value)
      guard draft.isSound("privacy", "rules", "\(position)", "use") else {
        columnsOfBrokenRules.formUnion(names)
        continue
      }
      guard let entry = Treatments.entry(named: rule.use.value) else {
        decoder.report(
          .badPrivacyRule, at: rule.use.span, "there is no treatment `\(rule.use.value)`",
          help: Spelling.nearest(to: rule.use.value, among: Treatments.entries.map(\.name))
            .map { "did you mean `\($0)`?" }
            ?? "there are \(Treatments.entries.map(\.name).joined(separator: ", "))")
        columnsOfBrokenRules.formUnion(names)
        continue
      }
      guard let treatment = entry.decode(rule.with ?? Node(.mapping([]), at: rule.use.span), &decoder) else {
        columnsOfBrokenRules.formUnion(names)
        continue
      }
      if let key = treatment.key, draft.isSound("secrets"), !pipeline.secrets.names.contains(key.value) {
        decoder.report(
          .unknownSecret, at: key.span, "there is no secret `\(key.value)`",
          help: Spelling.nearest(to: key.value, among: pipeline.secrets.names).map { "did you mean `\($0)`?" }
            ?? "add it under `secrets:`, for example `\(key.value): {file: keys/dev.keyring}`")
      }
      for column in rule.columns where draft.isSound("sources") || columns.contains(column.value) {
        guard columns.contains(column.value) else {
          decoder.report(
            .unknownColumn, at: column.span,
            "rule `\(rule.id.value)` names no column of the contract: `\(column.value)`",
            help: Spelling.nearest(to: column.value, among: columns).map { "did you mean `\($0)`?" })
          continue
        }
        if let other = treatments[column.value] {
          decoder.report(
            .badPrivacyRule, at: column.span,
            "column `\(column.value)` is treated by rule `\(other.ruleID)` already")
          continue
        }
        treatments[column.value] = PlannedTreatment(
          ruleID: rule.id.value, use: entry.name, treatment: treatment)
      }
    }
    return treatments
  }

  mutating func privacy(_ source: PlannedSource?, _ ingested: Schema) -> PlannedPrivacy? {
    guard let privacy = pipeline.privacy?.value, let source, let subject = privacy.subject,
      draft.isSound("privacy", "subject"), draft.isSound("sources")
    else { return nil }
    let parts = subject.value.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0] == source.name,
      let column = source.columns.first(where: { $0.field.name == parts[1] })
    else {
      let known = source.columns.map { "\(source.name).\($0.field.name)" }
      decoder.report(
        .unknownColumn, at: subject.span, "the subject `\(subject.value)` is no `source.column` of this pipeline",
        help: Spelling.nearest(to: subject.value, among: known).map { "did you mean `\($0)`?" }
          ?? "for example `\(known.first ?? "customers.customer_id")`")
      return nil
    }
    if columnsOfBrokenRules.contains(parts[1]) { return nil }
    guard column.treatment?.use == Tokenize.name, let position = ingested.position(of: parts[1]) else {
      decoder.report(
        .subjectUntreatable, at: subject.span,
        "the subject `\(subject.value)` is not tokenized, so nobody's rows could be found again",
        help: "add `{id: key, use: tokenize, columns: [\(parts[1])], with: {domain: …, key: …}}` to privacy.rules")
      return nil
    }
    if column.field.role == .feature {
      decoder.report(
        .subjectUntreatable, at: subject.span,
        "the subject `\(subject.value)` is a feature, which steps may replace, so outputs might lose it",
        help: "declare it `role: key`, or `role: group` where a person has several rows")
      return nil
    }
    return PlannedPrivacy(
      subject: position, k: privacy.k, tenant: privacy.tenant, onEgress: privacy.onEgress,
      keyRing: keyRing(of: source))
  }

  /// The key ring that the tokenize rules name; one ring serves a pipeline.
  private mutating func keyRing(of source: PlannedSource) -> (name: String, reference: SecretReference)? {
    let keys = source.columns.compactMap { $0.treatment?.treatment.key }
    guard let first = keys.first else { return nil }
    for other in keys where other.value != first.value {
      decoder.report(
        .unknownSecret, at: other.span,
        "rules of one pipeline use two key rings, `\(first.value)` and `\(other.value)`",
        help: "use one ring; domains keep the tokens of columns apart")
      return nil
    }
    return pipeline.secrets[first.value].map { (first.value, $0) }
  }
}
