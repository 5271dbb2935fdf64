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
  package private(set) var source: PlannedSource
  package let privacy: PlannedPrivacy?
  /// The columns after the privacy rules: what steps can see.
  package let ingested: Schema
  package private(set) var split: PlannedSplit?
  package let steps: [PlannedStep]
  package private(set) var outputs: [PlannedOutput]
  /// Paths of the other files that are written.
  package private(set) var quarantine: String?
  package let state: String?
  package private(set) var manifest: String?
  /// The steps as resolved before fitting; what fitting decides is open.
  package let bound: [BoundStep]
  /// The columns that come out, before fitting.
  package let columns: [PlannedColumn]

  /// The columns before the first step.
  package var binding: Binding { Binding(ingested: ingested, source: source.name) }

  /// The column with `role: target`.
  package var target: PlannedColumn? { binding.columns.first { $0.field.role == .target } }

  /// The column whose values decide folds: the group, else the key; `nil`: the row itself.
  package var foldColumn: Int? {
    ingested.fields.firstIndex { $0.role == .group } ?? ingested.fields.firstIndex { $0.role == .key }
  }

  /// The plan for further rows that are not divided: read from another file, if one is given.
  package func undivided(source: String?) -> Plan {
    var plan = self
    if let source { plan.source.uri = source }
    plan.split = nil
    return plan
  }

  /// The plan for a caller that writes no files: nothing is masked or digested for them.
  package var withoutFiles: Plan {
    var plan = self
    plan.manifest = nil
    plan.quarantine = nil
    return plan
  }

  /// The plan for further rows: read from another file, or written undivided to one file, where these are given.
  package func applying(source: String?, output: String?) -> Plan {
    var plan = self
    if let source { plan.source.uri = source }
    if let output {
      plan.split = nil
      plan.outputs = [PlannedOutput(name: "output", uri: output, part: nil)]
    }
    return plan
  }
}

/// A source as it is read.
package struct PlannedSource: Sendable {
  package let name: String
  /// A path, or `-`.
  package fileprivate(set) var uri: String
  package let delimiter: String
  package let nullValues: [String]
  package let extraColumns: ContractDeclaration.Extra
  package let missingColumns: ContractDeclaration.Missing
  package let invalidRows: InvalidRowPolicy
  /// In the order of the contract.
  package let columns: [PlannedSourceColumn]
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
  /// Position of the subject's column in `Plan.ingested`.
  package let subject: Int
  package let k: Int
  package let tenant: String
  package let onEgress: PrivacyDeclaration.EgressPolicy
  /// The key ring that the rules name, with the name it has under `secrets`; `nil` when no rule needs a key.
  package let keyRing: (name: String, reference: SecretReference)?
}

/// How rows are divided.
package struct PlannedSplit: Sendable {
  /// Position in `Plan.ingested`.
  package let column: Int
  package let parts: [(name: String, fraction: Double)]
  /// Position in `parts`.
  package let fitOn: Int
}

/// A file of features.
package struct PlannedOutput: Sendable {
  package let name: String
  package let uri: String
  /// Position in `PlannedSplit.parts`, or `nil` for all rows.
  package let part: Int?

  package init(name: String, uri: String, part: Int?) {
    self.name = name
    self.uri = uri
    self.part = part
  }
}
