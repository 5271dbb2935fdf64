import Columns
import Configuration
import Privacy

extension PlanBuilder {
  /// The treatment of each column that a rule names: `email` in every source that has such a column, `events.email` in
  /// one.
  mutating func treatments() -> [ColumnPlace: PlannedTreatment] {
    var treatments: [ColumnPlace: PlannedTreatment] = [:]
    var domains: [String: (ruleID: String, tokenize: Tokenize)] = [:]
    for (position, located) in (pipeline.privacy?.value.rules ?? []).enumerated() {
      let rule = located.value
      let treatment = treatment(of: rule, at: position)
      if let tokenize = treatment?.treatment as? Tokenize {
        if tokenize.mode == .vaulted { vaultedRules.append(rule.id) }
        if let other = domains[tokenize.domain], !tokenize.joins(other.tokenize) {
          decoder.report(
            .domainRulesDiffer, at: rule.id.span,
            "rules `\(other.ruleID)` and `\(rule.id.value)` tokenize in domain `\(tokenize.domain)` with another mode, policy or type",
            help: "make `mode`, `policy` and `as` the same, or give one of them a domain of its own")
        }
        domains[tokenize.domain] = domains[tokenize.domain] ?? (rule.id.value, tokenize)
      }
      for column in rule.columns {
        let places = places(of: column.value)
        guard let treatment else {
          columnsOfBrokenRules.formUnion(places)
          continue
        }
        if places.isEmpty, draft.isSound("sources") {
          let known = pipeline.sources.entries.flatMap(\.value.contract.columns.names)
          decoder.report(
            .unknownColumn, at: column.span,
            "rule `\(rule.id.value)` names no column of the contract: `\(column.value)`",
            help: Spelling.nearest(to: column.value, among: known).map { "did you mean `\($0)`?" })
        }
        for place in places {
          if let other = treatments[place] {
            decoder.report(
              .badPrivacyRule, at: column.span,
              "column `\(column.value)` is treated by rule `\(other.ruleID)` already")
            continue
          }
          treatments[place] = treatment
        }
      }
    }
    return treatments
  }

  /// The columns that a rule means by a name.
  private func places(of name: String) -> [ColumnPlace] {
    pipeline.sources.entries.flatMap { source in
      source.value.contract.columns.names
        .filter { $0 == name || "\(source.name.value).\($0)" == name }
        .map { ColumnPlace(source: source.name.value, column: $0) }
    }
  }

  private mutating func treatment(of rule: PrivacyRuleDeclaration, at position: Int) -> PlannedTreatment? {
    guard draft.isSound("privacy", "rules", "\(position)", "use") else { return nil }
    guard let entry = Treatments.entry(named: rule.use.value) else {
      decoder.report(
        .badPrivacyRule, at: rule.use.span, "there is no treatment `\(rule.use.value)`",
        help: Spelling.nearest(to: rule.use.value, among: Treatments.entries.map(\.name))
          .map { "did you mean `\($0)`?" }
          ?? "there are \(Treatments.entries.map(\.name).joined(separator: ", "))")
      return nil
    }
    guard let treatment = entry.decode(rule.with ?? Node(.mapping([]), at: rule.use.span), &decoder) else {
      return nil
    }
    if let key = treatment.key, draft.isSound("secrets"), !pipeline.secrets.names.contains(key.value) {
      decoder.report(
        .unknownSecret, at: key.span, "there is no secret `\(key.value)`",
        help: Spelling.nearest(to: key.value, among: pipeline.secrets.names).map { "did you mean `\($0)`?" }
          ?? "add it under `secrets:`, for example `\(key.value): {file: keys/dev.keyring}`")
    }
    return PlannedTreatment(ruleID: rule.id.value, use: entry.name, treatment: treatment)
  }

  mutating func privacy(_ sources: [PlannedSource]) -> PlannedPrivacy? {
    let detection = detection()
    guard let privacy = pipeline.privacy?.value, let subject = privacy.subject,
      draft.isSound("privacy", "subject"), draft.isSound("sources")
    else { return nil }
    guard let place = subjectPlace,
      let column = sources.first(where: { $0.name == place.source })?.columns.first(where: {
        $0.field.name == place.column
      })
    else {
      let known = sources.flatMap { source in source.columns.map { "\(source.name).\($0.field.name)" } }
      decoder.report(
        .unknownColumn, at: subject.span, "the subject `\(subject.value)` is no `source.column` of this pipeline",
        help: Spelling.nearest(to: subject.value, among: known).map { "did you mean `\($0)`?" }
          ?? "for example `\(known.first ?? "customers.customer_id")`")
      return nil
    }
    if columnsOfBrokenRules.contains(place) { return nil }
    guard column.treatment?.use == Tokenize.name else {
      decoder.report(
        .subjectUntreatable, at: subject.span,
        "the subject `\(subject.value)` is not tokenized, so nobody's rows could be found again",
        help: "add `{id: key, use: tokenize, columns: [\(place.column)], with: {domain: …, key: …}}` to privacy.rules")
      return nil
    }
    if let tokenize = column.treatment?.treatment as? Tokenize, let problem = tokenize.problemAsSubject {
      decoder.report(
        problem.code, at: subject.span, "the subject `\(subject.value)` \(problem.message)", help: problem.help)
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
      subject: subject.value, k: privacy.k, tenant: privacy.tenant, onEgress: privacy.onEgress,
      detection: detection, keyRing: keyRing(of: sources))
  }

  /// What `privacy.detect` and `privacy.patterns` say, as far as they could be read.
  private mutating func detection() -> DetectionPolicy {
    // Those that could not be read have been reported on.
    let declared = (pipeline.privacy?.value.patterns ?? []).enumerated()
      .filter { draft.isSound("privacy", "patterns", "\($0.offset)") }.map(\.element)
    let patterns = CustomPatterns.compile(declared, &decoder)
    guard let node = pipeline.privacy?.value.detect, draft.isSound("privacy", "detect") else {
      return .standard.adding(patterns)
    }
    return (DetectionSettings.decode(node, &decoder)?.policy ?? .standard).adding(patterns)
  }

  /// Whether `privacy.subject` names a column of the contract.
  var subjectIsKnown: Bool {
    guard let place = subjectPlace else { return false }
    return pipeline.sources.entries.contains {
      $0.name.value == place.source && $0.value.contract.columns.names.contains(place.column)
    } && !columnsOfBrokenRules.contains(place)
  }

  /// The column that `privacy.subject` names, if it has the form of one.
  private var subjectPlace: ColumnPlace? {
    let parts = pipeline.privacy?.value.subject?.value.split(separator: ".", maxSplits: 1).map(String.init) ?? []
    return parts.count == 2 ? ColumnPlace(source: parts[0], column: parts[1]) : nil
  }

  /// The domain of the subject's tokens: equal tokens of it are one person, in whatever source.
  func subjectDomain(_ treatments: [ColumnPlace: PlannedTreatment]) -> String? {
    subjectPlace.flatMap { treatments[$0]?.treatment as? Tokenize }?.domain
  }

  /// The column of a source that tells people apart.
  mutating func person(
    of entry: Named<SourceDeclaration>.Entry, _ columns: [PlannedSourceColumn], _ domain: String?
  ) -> String? {
    guard let domain, let subject = subjectPlace else { return nil }
    if entry.name.value == subject.source { return subject.column }
    let person = columns.first { ($0.treatment?.treatment as? Tokenize)?.domain == domain }
    if person == nil, let personal = columns.first(where: { $0.personalData != nil }) {
      decoder.report(
        .subjectUntreatable, at: personal.span,
        "`\(entry.name.value)` holds personal data, but no column of it tells whose",
        help: "tokenize its reference to `\(subject.source).\(subject.column)` in the domain `\(domain)`")
    }
    return person?.field.name
  }

  /// The key ring that the tokenize rules name; one ring serves a pipeline.
  private mutating func keyRing(of sources: [PlannedSource]) -> (name: String, reference: SecretReference)? {
    let keys = sources.flatMap(\.columns).compactMap { $0.treatment?.treatment.key }
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

extension Tokenize {
  /// Whether tokens of the two rules are equal for equal values.
  fileprivate func joins(_ other: Tokenize) -> Bool {
    mode == other.mode && policy == other.policy && shape == other.shape
  }

  /// Why the subject cannot be tokenized so; `nil` if it can.
  fileprivate var problemAsSubject: (code: DiagnosticCode, message: String, help: String)? {
    if policy == .full {
      return (
        .subjectRandom, "has another token in each row, so `privacy.k` would count each row as a person",
        "take `policy: document` with `erasable: false`"
      )
    }
    if policy == .document, erasable {
      return (
        .subjectRandom, "has random tokens, so nobody's rows could be found again",
        "for data that is released and never erased from, add `erasable: false`; otherwise take `policy: deterministic`"
      )
    }
    if shape == .integer {
      return (
        .subjectUntreatable, "has integer surrogates, which an erasure could not tell from other numbers",
        "take `as: token`"
      )
    }
    return nil
  }
}

/// A column of a source.
struct ColumnPlace: Hashable {
  let source: String
  let column: String
}
