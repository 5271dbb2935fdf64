package import Configuration
import Privacy
package import Transforms

/// What a fitted state reveals, told from the file alone, and what of it should not leave.
///
/// Known is what the state says: its digest shows damage, its counts show groups that are too small, its texts can be
/// searched. Not known is what it does not say: that k people stand behind a category without a count is the promise of
/// the fit, and whoever edits a state can compute a new digest, which needs no key.
package struct StateCheck: Sendable {
  /// A step, with what it holds.
  package struct Step: Sendable {
    package let id: String
    package let use: String
    /// What the catalogue says of such a step.
    package let reveals: String
    package let holdings: [StateHolding]
  }

  package struct Finding: Sendable {
    package let code: DiagnosticCode
    package let severity: Diagnostic.Severity
    /// `nil`: the document as a whole.
    package let step: String?
    package let message: String
    package let help: String?
  }

  package let path: String
  package let pipeline: String
  /// The floor that the state was fitted with.
  package let fittedK: Int64?
  /// The floor that is asked for.
  package let k: Int
  /// The key entry that its splits and tokens were made with.
  package let key: String?
  package private(set) var isDigestRight = false
  package private(set) var steps: [Step] = []
  package private(set) var findings: [Finding] = []
  /// Columns by name: how the privacy rules treat what they come from.
  private var treatments: [String: Set<String>] = [:]
  private let scanner = Scanner()

  /// - Throws: what is no fitted state of this version.
  package init(_ document: [UInt8], path: String, k: Int) throws(EngineError) {
    self.path = path
    self.k = k
    let json: JSON
    do {
      json = try JSON(parsing: document)
    } catch {
      throw Self.notAState("it is no JSON", path)
    }
    guard case .object(let members) = json, let version = json["featurize_state"]?.int, let steps = json["steps"]?.array
    else { throw Self.notAState("it is no fitted state", path) }
    guard version == FittedPipeline.formatVersion else {
      throw Self.notAState("its format is of another version", path)
    }
    pipeline = json["pipeline"]?.string ?? ""
    fittedK = json["k"]?.int
    key = json["key"]?.string
    checkDigest(members)
    checkNames(of: json, Self.stateMembers, in: nil)
    treatments = Self.treatments(json["privacy"]?.array ?? [])
    for (position, step) in steps.enumerated() { check(step, at: position) }
    search(json, outside: "steps")
    checkFloor()
  }

  package var hasFailed: Bool { findings.contains { $0.severity == .error } }

  package var diagnostics: [Diagnostic] {
    findings.map { finding in
      Diagnostic(
        finding.code, at: .whole(path), (finding.step.map { "step `\($0)`: " } ?? "") + finding.message,
        help: finding.help, severity: finding.severity)
    }
  }

  private static func notAState(_ what: String, _ path: String) -> EngineError {
    .diagnostics([
      Diagnostic(
        .brokenState, at: .whole(path), "this cannot be judged as a fitted state: \(what)",
        help: "for a table, name its quasi-identifiers with --quasi")
    ])
  }

  private mutating func find(
    _ code: DiagnosticCode, in step: String?, _ message: String, help: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    findings.append(Finding(code: code, severity: severity, step: step, message: message, help: help))
  }

  private mutating func checkDigest(_ members: [JSON.Member]) {
    let content = JSON.object(members.filter { $0.name != "digest" })
    let digests = members.filter { $0.name == "digest" }
    isDigestRight = digests.count == 1 && digests[0].value.string == FittedPipeline.digest(of: content)
    if !isDigestRight {
      find(
        .brokenState, in: nil,
        "the digest does not match the content: the state was damaged, or edited after it was fitted",
        help: "fit again, or restore the file from where it was stored")
    }
  }

  /// The treatments of each source column, by its name.
  private static func treatments(_ records: [JSON]) -> [String: Set<String>] {
    var treatments: [String: Set<String>] = [:]
    for record in records {
      guard let column = record["column"]?.string, let use = record["use"]?.string else { continue }
      let name = column.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init)
      treatments[name ?? column, default: []].insert(use)
    }
    return treatments
  }

  // MARK: - Steps

  private mutating func check(_ step: JSON, at position: Int) {
    let id = step["id"]?.string ?? "\(position + 1)"
    let use = step["use"]?.string ?? ""
    guard let entry = Catalog.entry(named: use) else {
      find(.brokenState, in: id, "this version has no transformer of its name, so nobody can say what it holds")
      return
    }
    carryTreatments(through: step)
    var holdings: [StateHolding] = []
    checkNames(of: step, Self.stepMembers, in: id)
    if let fitted = step["fitted"] {
      let undeclared = entry.isTable ? 1 : StateHolding.undeclared(in: fitted, entry.stateMembers)
      if undeclared > 0 {
        find(.brokenState, in: id, "its fitted values have \(undeclared) members that such a step does not fit")
      }
      holdings = StateHolding.found(in: fitted, entry.stateMembers)
      do throws(TransformError) {
        try entry.checkState(fitted)
      } catch {
        find(.brokenState, in: id, "its fitted values contradict themselves: \(error.message)")
      }
    } else if !entry.isTable {
      find(.brokenState, in: id, "its fitted values are missing")
    }
    for holding in holdings { check(holding, of: id) }
    search(step, of: id)
    steps.append(Step(id: id, use: use, reveals: entry.guide.reveals, holdings: holdings))
  }

  /// The members of a state, and of its steps, as `FittedPipeline` writes them.
  private static let stateMembers: Set = [
    "featurize_state", "pipeline", "sources", "privacy", "k", "key", "steps", "outputs", "digest",
  ]
  private static let stepMembers: Set = ["id", "use", "with", "inputs", "outputs", "fitted", "tables"]

  /// What a reader of states would pass over could hold anything.
  private mutating func checkNames(of object: JSON, _ known: Set<String>, in step: String?) {
    let strange = (object.object ?? []).count { !known.contains($0.name) }
    if strange > 0 { find(.brokenState, in: step, "\(strange) of its members belong to no state") }
  }

  /// Columns that a step makes come from those that it reads.
  private mutating func carryTreatments(through step: JSON) {
    let inputs = (step["inputs"]?.array ?? []).compactMap(\.string)
    let inherited = inputs.reduce(into: Set<String>()) { $0.formUnion(treatments[$1] ?? []) }
    guard !inherited.isEmpty else { return }
    for output in (step["outputs"]?.array ?? []).compactMap(\.string) where !inputs.contains(output) {
      treatments[output, default: []].formUnion(inherited)
    }
  }

  private mutating func check(_ holding: StateHolding, of step: String) {
    let column = holding.column.map { " of column `\($0)`" } ?? ""
    if holding.holding == .rows {
      find(
        .stateHoldsRows, in: step, "`\(holding.path)` stores \(holding.count) values\(column), row by row",
        help: "use an imputer that keeps no rows, or guard the state as the data itself")
    }
    if holding.holding == .counts, let counts = holding.counts {
      // A category that the contract declares may occur nowhere.
      let few = counts.filter { $0 > 0 && $0 < Int64(k) }
      if !few.isEmpty {
        find(
          .stateBelowK, in: step,
          "`\(holding.path)`\(column): \(few.count) of \(counts.count) counts are of fewer than \(k) rows, "
            + "and so of fewer people",
          help: "fit with `privacy.k: \(k)`")
      }
    } else if let counts = holding.counts, counts.count != holding.count {
      find(
        .brokenState, in: step,
        "`\(holding.path)`\(column) has \(holding.count) entries, but counts of \(counts.count)")
    }
    guard holding.isNamed, let name = holding.column else { return }
    let uses = treatments[name] ?? []
    if uses.contains(Tokenize.name) || uses.contains(Drop.name) {
      find(
        .stateHoldsPersonalText, in: step,
        "`\(holding.path)` names \(holding.count) values\(column), which comes from a column that identifies people",
        help: "leave the column out of the step")
    } else if !uses.isEmpty {
      find(
        .stateHoldsPersonalText, in: step,
        "`\(holding.path)` names \(holding.count) values\(column), which comes from a personal column "
          + "(\(uses.sorted().joined(separator: ", ")))",
        severity: .note)
    }
  }

  // MARK: - Texts

  private mutating func search(_ document: JSON, outside member: String) {
    guard case .object(let members) = document else { return }
    search(.object(members.filter { $0.name != member && $0.name != "digest" }), of: nil)
  }

  /// Looks through all texts, of which none is shown; a finding for each kind.
  private mutating func search(_ document: JSON, of step: String?) {
    var found: [(what: String, count: Int)] = []
    func note(_ text: String) {
      var text = text
      let isToken = text.withUTF8 { Token.isToken($0) }
      let whats = isToken ? ["a token, which names a person"] : scanner.findings(in: text).map(\.kind.name)
      for what in Set(whats).sorted() {
        if let position = found.firstIndex(where: { $0.what == what }) {
          found[position].count += 1
        } else {
          found.append((what, 1))
        }
      }
    }
    func walk(_ value: JSON) {
      switch value {
      case .string(let text): note(text)
      case .array(let elements): for element in elements { walk(element) }
      case .object(let members):
        for member in members {
          note(member.name)
          walk(member.value)
        }
      default: break
      }
    }
    walk(document)
    for (what, count) in found {
      find(
        .stateHoldsPersonalText, in: step, "\(count) \(count == 1 ? "text looks" : "texts look") like \(what)",
        help: "treat the column that they come from, or leave it out of the step")
    }
  }

  // MARK: - k

  /// What the state says of its floor, beside what its counts show.
  private mutating func checkFloor() {
    let telling = steps.filter { $0.holdings.contains(where: \.standsForPeople) }
    guard !telling.isEmpty, k > 1 else { return }
    let names = telling.map { "`\($0.id)`" }.joined(separator: ", ")
    if fittedK ?? 1 < Int64(k) {
      find(
        .stateBelowK, in: nil,
        (fittedK.map { "it was fitted with k = \($0), less than \(k)" } ?? "it was fitted without `privacy.k`")
          + ", and these steps name values or hold extremes and edges: \(names)",
        help: "fit with a `privacy:` section and `k: \(k)`; where no column tells of people, check with --k 1")
      return
    }
    let uncounted = telling.filter { $0.holdings.contains { $0.standsForPeople && $0.counts == nil } }
    guard !uncounted.isEmpty else { return }
    find(
      .unprovenState, in: nil,
      "that \(k) people stand behind each value is the promise of the fit where there are no counts: "
        + uncounted.map { "`\($0.id)`" }.joined(separator: ", "),
      severity: .note)
  }
}

extension StateHolding {
  /// Whether values that occur in the data are in it.
  var isNamed: Bool {
    switch holding {
    case .categories, .values: true
    case .structure, .counts, .orderStatistics, .statistics, .rows, .parts: false
    }
  }

  /// Whether a floor of people matters for it.
  var standsForPeople: Bool { isNamed || holding == .orderStatistics }
}
