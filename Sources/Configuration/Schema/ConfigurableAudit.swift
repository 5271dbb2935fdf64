/// Checks a `Configurable` type against the promises that decoding, schema and documentation rely on. Tests run it over
/// the sections of the language and over the catalogue of transformers.
package enum ConfigurableAudit {
  /// What is wrong with the type, a sentence each; empty if nothing is.
  /// - Parameter undeclared: stored properties that are not arguments, such as bound parameter values.
  package static func complaints<Subject: Configurable>(
    about subject: Subject.Type, undeclared: Set<String> = []
  ) -> [String] {
    properties(of: subject, undeclared) + names(of: subject) + unknownKey(of: subject)
      + subject.parameters.filter { $0.refusal == nil }.flatMap { defaults($0) + counterexamples($0) }
  }

  private static let place = SourceSpan(line: 1, column: 1)

  /// Every stored property is a declared parameter: no argument can be forgotten in the documentation.
  private static func properties<Subject: Configurable>(of subject: Subject.Type, _ undeclared: Set<String>) -> [String]
  {
    let declared = Set(subject.usableNames.map(folded))
    let stored = Set(Mirror(reflecting: Subject()).children.compactMap(\.label)).subtracting(undeclared)
    return stored.filter { !declared.contains(folded($0)) }.sorted().map { "property `\($0)` is no parameter" }
      + declared.subtracting(stored.map(folded)).sorted().map { "parameter `\($0)` has no property of its name" }
  }

  /// `with_mean` and `withMean` are one name.
  private static func folded(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  private static func names<Subject: Configurable>(of subject: Subject.Type) -> [String] {
    var complaints: [String] = []
    var seen: Set<String> = []
    for parameter in subject.parameters {
      let isSnakeCase =
        parameter.name.first.map { ("a"..."z").contains($0) } ?? false
        && parameter.name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
      if !isSnakeCase { complaints.append("name `\(parameter.name)` is not snake_case") }
      if !seen.insert(parameter.name).inserted { complaints.append("name `\(parameter.name)` is declared twice") }
      if !parameter.summary.hasSuffix(".") {
        complaints.append("the summary of `\(parameter.name)` does not end in a full stop")
      }
    }
    return complaints
  }

  private static func unknownKey<Subject: Configurable>(of subject: Subject.Type) -> [String] {
    let codes = codes(reading: "an_unknown_key", 1, into: subject)
    return codes.contains(.unknownKey) ? [] : ["an unknown key is not refused"]
  }

  /// Defaults keep the bounds, and can be written down and read back.
  private static func defaults<Subject: Configurable>(_ parameter: Parameter<Subject>) -> [String] {
    guard !parameter.isRequired, let value = parameter.defaultValue(Subject()) else { return [] }
    var complaints = parameter.constraints.compactMap { constraint in
      constraint.complaint(about: value).map { "the default of `\(parameter.name)` \($0)" }
    }
    var decoder = Decoder(file: "audit")
    var owner = Subject()
    parameter.decode(Node(value, at: place), &owner, &decoder)
    if !decoder.diagnostics.isEmpty { complaints.append("the default of `\(parameter.name)` cannot be read back") }
    if parameter.defaultValue(owner) != value {
      complaints.append("the default of `\(parameter.name)` changes when it is read back")
    }
    return complaints
  }

  private static func counterexamples<Subject: Configurable>(_ parameter: Parameter<Subject>) -> [String] {
    parameter.constraints.compactMap { constraint in
      let value = fitted(constraint.counterexample, to: parameter.schema, constraint)
      let codes = codes(reading: parameter.name, value, into: Subject.self)
      return codes.contains(.badValue) ? nil : "`\(parameter.name)` takes a value that is not \(constraint.description)"
    }
  }

  /// A bound on numbers speaks of the values of a mapping, `notEmpty` of a text, list or mapping.
  private static func fitted(_ value: JSON, to schema: JSON, _ constraint: Constraint) -> JSON {
    let isMapping = schema["type"]?.string == "object"
    let alternatives = schema["anyOf"]?.array ?? [schema]
    let isText = alternatives.allSatisfy { $0["type"]?.array != nil || $0["type"]?.string == "null" }
    if constraint == .notEmpty { return isMapping ? .object([]) : isText ? .string("") : .array([]) }
    return isMapping ? .object([JSON.Member("a", value)]) : value
  }

  private static func codes<Subject: Configurable>(
    reading key: String, _ value: JSON, into subject: Subject.Type
  ) -> [DiagnosticCode] {
    var decoder = Decoder(file: "audit")
    _ = subject.readKeys(of: Node(.object([JSON.Member(key, value)]), at: place), &decoder)
    return decoder.diagnostics.map(\.code)
  }
}
