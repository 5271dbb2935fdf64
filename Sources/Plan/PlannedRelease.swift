package import Configuration
package import Privacy

/// What outputs must keep before they are published.
package struct PlannedRelease: Sendable {
  package let policy: ReleasePolicy
  package let method: ReleaseSearch.Method
  package let maxSuppressed: Double
  /// Names of columns of the outputs.
  package let quasi: [String]
  package let sensitive: [String]
  /// By quasi-identifier; `nil`: the usual levels.
  package let hierarchies: [Hierarchy?]
  /// The names of the outputs; `nil`: all. An output that the command line names instead of the pipeline's is always one
  /// of them: a policy is not left behind by writing elsewhere.
  package internal(set) var outputs: Set<String>?

  package func covers(_ output: PlannedOutput) -> Bool { outputs.map { $0.contains(output.name) } ?? true }

  /// In the words of plans: `k = 5, l = 2 (distinct), t = 0.2; quasi age, zip; sensitive diagnosis; generalize`.
  var summary: String {
    var text = "k = \(policy.k)"
    if let l = policy.l {
      text += ", l = \(ReleaseFigures.text(l))"
      switch policy.diversity {
      case .distinct: text += " (distinct)"
      case .entropy: text += " (entropy)"
      case .recursive(let c): text += " (recursive, c = \(ReleaseFigures.text(c)))"
      }
    }
    if let t = policy.t { text += ", t = \(ReleaseFigures.text(t))" }
    text += " of \(quasi.joined(separator: ", "))"
    if !sensitive.isEmpty { text += "; sensitive \(sensitive.joined(separator: ", "))" }
    text += "; \(method.name)"
    if method != .measure { text += ", at most \(ReleaseFigures.text(maxSuppressed * 100)) % of the rows suppressed" }
    return text
  }

  var json: JSON {
    var diversity: JSON = .null
    if policy.l != nil {
      switch policy.diversity {
      case .distinct: diversity = "distinct"
      case .entropy: diversity = "entropy"
      case .recursive: diversity = "recursive"
      }
    }
    return [
      "k": .int(Int64(policy.k)), "l": policy.l.map { .float($0) } ?? .null, "diversity": diversity,
      "t": policy.t.map { .float($0) } ?? .null, "quasi": .array(quasi.map { .string($0) }),
      "sensitive": .array(sensitive.map { .string($0) }), "method": .string(method.name),
      "max_suppressed": .float(maxSuppressed),
      "outputs": outputs.map { .array($0.sorted().map { .string($0) }) } ?? .null,
    ]
  }
}

extension ReleaseSearch.Method {
  package var name: String {
    switch self {
    case .measure: "measure"
    case .suppress: "suppress"
    case .generalize: "generalize"
    }
  }
}
