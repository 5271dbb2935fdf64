import Columns
package import Configuration
package import Plan
package import Privacy
import Transforms

/// What fitting a pipeline yields: per step its arguments, the columns it was resolved to, and its fitted values.
///
/// Data only, canonical and digested: no time stamp, run id, host or path, so the same inputs, pipeline and key give the
/// same bytes.
package struct FittedPipeline: Sendable {
  package static let formatVersion: Int64 = 1

  let program: Program
  /// The tables and columns after the last step.
  package let result: Binding
  /// The key entry that splits, folds and tokens were made with; `nil` without a key ring.
  private let kid: String?

  init(program: Program, result: Binding, keys: KeyRings) {
    self.program = program
    self.result = result
    kid = keys.kid
  }

  package var plan: Plan { program.plan }

  /// The columns that come out of the last step.
  package var columns: [PlannedColumn] { result.current.columns }

  /// The name of the table that comes out of the last step.
  package var tableName: String { result.tables[result.current.table].name }

  /// The table that an output is made of.
  func view(of output: PlannedOutput) -> TableView {
    do {
      return try result.view(named: output.from)
    } catch {
      preconditionFailure("outputs name tables of the plan")
    }
  }

  /// The document without its digest.
  private var content: JSON {
    [
      "featurize_state": .int(Self.formatVersion),
      "pipeline": .string(plan.name),
      "sources": .array(plan.sourceRecords),
      "privacy": .array(plan.treatmentRecords),
      "k": plan.privacy.map { .int(Int64($0.k)) } ?? .null,
      "key": kid.map { .string($0) } ?? .null,
      "steps": .array(stepRecords),
      "outputs": .array(columns.map(\.field.stateJSON)),
    ]
  }

  private var stepRecords: [JSON] {
    let columnSteps = Dictionary(uniqueKeysWithValues: program.bound.map { ($0.step, $0) })
    var tableSteps: [Int: (BoundTable, BoundTableStep)] = [:]
    for table in program.tables {
      if case .step(let step) = table.origin { tableSteps[step.step] = (table, step) }
    }
    return plan.steps.enumerated().map { position, step in
      var members: [JSON.Member] = [
        .init("id", .string(step.id)), .init("use", .string(step.use)), .init("with", step.arguments ?? .null),
      ]
      if let bound = columnSteps[position] {
        members += [
          .init("inputs", .names(of: bound.inputs)), .init("outputs", .names(of: bound.outputs)),
          .init("fitted", program.fitted[position]!.json),
        ]
      } else if let (table, bound) = tableSteps[position] {
        members += [.init("tables", bound.context.json), .init("outputs", .names(of: table.columns))]
      }
      return .object(members)
    }
  }

  /// The document with its digest.
  package var json: JSON {
    let content = content
    guard case .object(let members) = content else { preconditionFailure("a state is an object") }
    return .object(members + [.init("digest", .string(Self.digest(of: content)))])
  }

  /// The bytes of the state file: canonical JSON and a newline.
  package var document: String { json.canonical + "\n" }

  /// `blake2b:` and 64 hexadecimal digits: identifies the fitted state.
  package var digest: String { Self.digest(of: content) }

  /// What a state's `digest` must be, given the document without it.
  package static func digest(of content: JSON) -> String { Digest.text(of: content.canonical) }
}

extension FittedPipeline {
  /// Reads a state that `document` wrote, for the plan that it was fitted by.
  ///
  /// - Throws: a damaged document, another version, or a plan whose columns or steps are not those of the state.
  package init(document: [UInt8], plan: Plan, keys: KeyRings) throws(StateProblem) {
    let json: JSON
    do {
      json = try JSON(parsing: document)
    } catch {
      throw .damaged("it is no JSON")
    }
    guard case .object(var members) = json, let version = json["featurize_state"]?.int else {
      throw .damaged("it is no fitted state")
    }
    guard version == Self.formatVersion else { throw .otherVersion(version) }
    members.removeAll { $0.name == "digest" }
    guard let digest = json["digest"]?.string, digest == Self.digest(of: .object(members)) else {
      throw .damaged("its digest does not match its content")
    }
    guard json["sources"].isSame(as: .array(plan.sourceRecords)) else {
      throw .otherPipeline("the columns of the contract, or what the privacy rules make of them, differ")
    }
    guard json["privacy"].isSame(as: .array(plan.treatmentRecords)) else {
      throw .otherPipeline("what the privacy rules do to the columns differs")
    }
    guard json["k"].isSame(as: plan.privacy.map { .int(Int64($0.k)) } ?? .null) else {
      throw .otherPipeline("privacy.k differs")
    }
    guard json["key"].isSame(as: keys.kid.map { .string($0) } ?? .null) else {
      throw StateProblem(kid: json["key"]?.string, under: keys.ring)
    }
    guard let steps = json["steps"]?.array, steps.map({ $0["id"]?.string }) == plan.steps.map(\.id) else {
      throw .otherPipeline("the steps differ")
    }
    var program = Program(plan: plan, hashSeed: keys.hashSeed)
    var binding = plan.binding
    for (position, (step, saved)) in zip(plan.steps, steps).enumerated() {
      guard saved["use"]?.string == step.use, saved["with"].isSame(as: step.arguments ?? .null) else {
        throw .otherPipeline("step `\(step.id)` has another transformer or other arguments")
      }
      do {
        var fitted: (any FittedState)?
        if case .columns(let transformer, _, _) = step.work {
          fitted = try transformer.decodeFitted(saved["fitted"] ?? .null)
        }
        switch try binding.bind(step, at: position, fitted: fitted) {
        case .columns(let bound):
          guard saved["inputs"].isSame(as: .names(of: bound.inputs)),
            saved["outputs"].isSame(as: .names(of: bound.outputs))
          else { throw StateProblem.otherPipeline("step `\(step.id)` has other columns") }
          program.append(bound)
          program.fitted[position] = fitted
        case .table(let bound):
          program.tables = binding.tables
          guard saved["tables"].isSame(as: bound.context.json),
            saved["outputs"].isSame(as: .names(of: binding.current.columns))
          else { throw StateProblem.otherPipeline("step `\(step.id)` works on other tables") }
        }
      } catch let problem as StateProblem {
        throw problem
      } catch let problem as TransformError {
        throw .damaged("step `\(step.id)`: \(problem.message)")
      } catch {
        throw .otherPipeline("step `\(step.id)` does not fit its columns")
      }
    }
    self.init(program: program, result: binding, keys: keys)
  }
}

/// Why a file is not the fitted state of a plan.
package enum StateProblem: Error, Sendable, Equatable {
  case damaged(String)
  case otherVersion(Int64)
  case otherPipeline(String)
  case otherKey
  /// The ring still has the key, and makes new tokens with another one.
  case earlierKey(kid: String)
  /// The ring remembers the key and cannot use it.
  case lostKey(PrivacyError)

  /// Why a state whose key is not the primary one of the ring is refused.
  init(kid: String?, under ring: KeyRing?) {
    guard let kid, let ring, let entry = ring.entries.first(where: { $0.kid == kid }) else {
      self = .otherKey
      return
    }
    self = ring.problem(with: entry.kid).map { .lostKey($0) } ?? .earlierKey(kid: kid)
  }

  var code: DiagnosticCode {
    if case .lostKey(let error) = self { error.code } else { .badStateFile }
  }

  var message: String {
    switch self {
    case .damaged(let how): "the fitted state is damaged: \(how)"
    case .otherVersion(let version):
      "the fitted state has format \(version), and this version reads format \(FittedPipeline.formatVersion)"
    case .otherPipeline(let how): "the state was fitted by another pipeline: \(how)"
    case .otherKey: "the state was fitted under another key: its splits and tokens are not those of this key ring"
    case .earlierKey(let kid): "the state was fitted under the key `\(kid)`, which is no longer the primary one"
    case .lostKey(let error): "the state was fitted under a key that is gone: \(error.message)"
    }
  }

  var help: String {
    switch self {
    case .damaged: "fit again, or restore the file from where it was stored"
    case .otherKey: "name the key ring that it was fitted with, or fit again"
    case .earlierKey, .lostKey: "fit again with `featurize fit`: tokens and splits are then those of the new key"
    case .otherVersion, .otherPipeline: "fit this pipeline again with `featurize fit`"
    }
  }
}

extension FittedPipeline {
  /// As `init(document:plan:)`, with the engine's error.
  ///
  /// - Parameter name: the file, for the message.
  package static func read(
    _ document: [UInt8], named name: String, for plan: Plan, keys: KeyRings
  ) throws(EngineError)
    -> FittedPipeline
  {
    do {
      return try FittedPipeline(document: document, plan: plan, keys: keys)
    } catch {
      throw .diagnostics([Diagnostic(error.code, at: .whole(name), error.message, help: error.help)])
    }
  }
}

extension JSON? {
  /// Equal but for the order of members, which a canonical document does not keep.
  fileprivate func isSame(as other: JSON) -> Bool {
    self.map { $0.canonical == other.canonical } ?? false
  }
}

extension Plan {
  /// What the privacy rules do, as fitted states record it: values learned from five-year steps or from the tokens of
  /// one domain mean nothing for others. What the key ring is called does not matter.
  var treatmentRecords: [JSON] {
    sources.flatMap { source in source.columns.compactMap { treatmentRecord(of: $0, in: source) } }
  }

  private func treatmentRecord(of column: PlannedSourceColumn, in source: PlannedSource) -> JSON? {
    guard let treatment = column.treatment else { return nil }
    let arguments = treatment.treatment.json?.object ?? []
    return [
      "column": .string("\(source.name).\(column.field.name)"), "use": .string(treatment.use),
      "with": .object(arguments.filter { $0.name != "key" }),
    ]
  }

  /// The columns that steps see of each source, as fitted states record them.
  var sourceRecords: [JSON] {
    sources.map { ["name": .string($0.name), "columns": .array($0.ingested.fields.map(\.stateJSON))] }
  }
}

extension JSON {
  fileprivate static func names(of columns: [PlannedColumn]) -> JSON { .array(columns.map { .string($0.field.name) }) }
}

extension TableContext {
  /// The tables of a step and what it asks of them, as fitted states record them.
  fileprivate var json: JSON {
    func names(_ names: [Located<String>]) -> JSON { .array(names.map { .string($0.value) }) }
    return [
      "from": .array(inputs.map { .string($0.name) }), "columns": names(clauses.columns), "by": names(clauses.by),
      "on": names(clauses.on), "grain": names(clauses.grain),
    ]
  }
}

extension Field {
  /// A field as fitted states record it.
  fileprivate var stateJSON: JSON {
    ["name": .string(name), "type": .string(type.rawValue), "role": .string(role.rawValue)]
  }
}
