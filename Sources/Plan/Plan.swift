package import Columns
package import Configuration
package import Formats
package import Privacy
import Transforms

/// The whole graph of a pipeline, resolved and checked: which columns are read, how each personal one is treated, what
/// each step works on, which files are written.
///
/// A plan that breaks a rule cannot exist: the only way to one is `Plan(_: PipelineDraft)`, which throws everything that
/// is wrong in one go.
package struct Plan: Sendable {
  package let name: String
  /// The pipeline file, for messages.
  package let file: String
  package private(set) var sources: [PlannedSource]
  package let privacy: PlannedPrivacy?
  /// What outputs must keep before they are published.
  package private(set) var release: PlannedRelease?
  package private(set) var split: PlannedSplit?
  package let steps: [PlannedStep]
  package private(set) var outputs: [PlannedOutput]
  /// Paths of the other files that are written.
  package private(set) var quarantine: String?
  package let state: String?
  package private(set) var manifest: String?
  /// Where runs are registered; `nil` where there is nobody to account for, or nobody is to be.
  package private(set) var ledger: PlannedLedger?
  /// What the plan was made of; `nil` for one that was not read from a file.
  package var origin: PlanOrigin?
  /// The steps as resolved before fitting; what fitting decides is open.
  package let bound: [Binding.Bound]
  /// The tables before fitting, and what comes out at the end.
  package let result: Binding

  /// Warnings: what is allowed, and may be a mistake.
  package let remarks: [Diagnostic]

  /// The tables and columns before the first step.
  package var binding: Binding { Binding(sources, k: privacy?.k) }

  /// The columns that come out of the last step, before fitting.
  package var columns: [PlannedColumn] { result.current.columns }

  /// The table that a step makes.
  package func table(madeBy step: BoundTableStep) -> BoundTable {
    for table in result.tables {
      if case .step(let made) = table.origin, made.step == step.step { return table }
    }
    preconditionFailure("every bound step on tables makes one")
  }

  /// The plan for further rows that are not divided: read from other files, where these are given.
  package func undivided(sources: [String: String] = [:]) -> Plan {
    var plan = self
    plan.replace(sources)
    plan.split = nil
    return plan
  }

  /// Whether the digests of what is read and written will be shown, by a manifest or a ledger.
  package var isDigested: Bool { manifest != nil || ledger?.isWritten == true }

  /// The plan for a caller that writes no files: nothing is masked, digested or registered for them.
  package var withoutFiles: Plan {
    var plan = self
    plan.manifest = nil
    plan.quarantine = nil
    plan.ledger?.isWritten = false
    return plan
  }

  /// The plan for further rows: read from other files, or written undivided to one file, where these are given.
  package func applying(sources: [String: String] = [:], output: String?) -> Plan {
    var plan = self
    plan.replace(sources)
    plan.origin?.sources = sources.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    plan.origin?.output = output
    if let output {
      plan.split = nil
      plan.outputs = [
        PlannedOutput(
          name: "output", format: output.hasSuffix(".npy") ? .npy : .csv, uri: output, from: nil, part: nil)
      ]
      plan.release?.outputs = nil
    }
    return plan
  }

  /// Other files for the sources of these names.
  private mutating func replace(_ uris: [String: String]) {
    for position in sources.indices {
      if let uri = uris[sources[position].name] { sources[position].uri = uri }
    }
  }
}

/// A source as it is read.
package struct PlannedSource: Sendable {
  package let name: String
  /// A path, or `-`.
  package fileprivate(set) var uri: String
  package let format: SourceDeclaration.Format
  package let delimiter: String
  package let csvParser: SourceDeclaration.CSVParser
  package let nullValues: [String]
  package let extraColumns: ContractDeclaration.Extra
  package let missingColumns: ContractDeclaration.Missing
  package let invalidRows: InvalidRowPolicy
  /// In the order of the contract.
  package let columns: [PlannedSourceColumn]
  /// The columns after the privacy rules: what steps can see.
  package let ingested: Schema
  /// Position in `ingested` of the column that tells people apart; `nil` where none does.
  package let person: Int?
  /// The identity of the first ingested column; the others follow.
  package let firstID: PlannedColumn.ID
}

/// A column of a source: what is read, and what a privacy rule makes of it.
package struct PlannedSourceColumn: Sendable {
  /// The place of its name in the file.
  package let span: SourceSpan
  package let field: Field
  package let contract: ColumnContract
  package let isUnique: Bool
  package let personalData: PersonalDataKind?
  package let treatment: PlannedTreatment?
  /// What steps see; `nil` when the column is dropped.
  package let ingested: Field?
  /// A second column that the rule makes, which steps see too.
  package var second: Field?
  /// Position among the source's columns of the one whose tokens the rule goes by.
  package var companion: Int?

  /// The columns that steps see of it.
  package var allIngested: [Field] { [ingested, second].compactMap(\.self) }
}

/// A privacy rule on one column.
package struct PlannedTreatment: Sendable {
  package let ruleID: String
  /// The name of the treatment.
  package let use: String
  package let treatment: any Treatment
}

/// Whose data it is, and what protects them.
package struct PlannedPrivacy: Sendable {
  /// The column whose values are people, as `source.column`.
  package let subject: String
  package let k: Int
  package let tenant: String
  package let onEgress: PrivacyDeclaration.EgressPolicy
  /// What the gate and `redact` look for.
  package let detection: DetectionPolicy
  /// The key ring that the rules name, with the name it has under `secrets`; `nil` when no rule needs a key.
  package let keyRing: (name: String, reference: SecretReference)?
}

extension Plan {
  /// What the gate and `redact` look for.
  package var detection: DetectionPolicy { privacy?.detection ?? .standard }
}

/// How rows are divided.
package struct PlannedSplit: Sendable {
  /// The name of the column whose values decide; a table without it is not divided.
  package let column: String
  package let parts: [(name: String, fraction: Double)]
  /// Position in `parts`.
  package let fitOn: Int
}

/// A file of features.
package struct PlannedOutput: Sendable {
  package let name: String
  package let format: OutputDeclaration.Format
  package let uri: String
  /// The table that is written; `nil`: that of the last step.
  package let from: Located<String>?
  /// Position in `PlannedSplit.parts`, or `nil` for all rows.
  package let part: Int?

  package init(
    name: String, format: OutputDeclaration.Format = .csv, uri: String, from: Located<String>?, part: Int?
  ) {
    self.name = name
    self.format = format
    self.uri = uri
    self.from = from
    self.part = part
  }
}
