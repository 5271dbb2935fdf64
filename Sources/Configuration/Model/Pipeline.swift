/// A pipeline file as written: every name and value has been read and has its place; what they mean together is the
/// plan's to say.
package struct Pipeline: Configurable {
  /// Edition of the language.
  package var featurize = Located(1, at: SourceSpan(line: 1, column: 1))
  package var name = Located("", at: SourceSpan(line: 1, column: 1))
  package var params = Named<ParameterDeclaration>()
  package var env: [String] = []
  package var secrets = Named<SecretReference>()
  package var sources = Named<SourceDeclaration>()
  package var privacy: Located<PrivacyDeclaration>?
  package var split: Located<SplitDeclaration>?
  package var steps: [Located<StepDeclaration>] = []
  package var outputs = Named<OutputDeclaration>()
  package var quarantine: QuarantineDeclaration?
  package var state: FileDeclaration?
  package var manifest: ManifestDeclaration?

  package init() {}

  package static let parameters: [Parameter<Pipeline>] = [
    .init("featurize", \.featurize, "Edition of the pipeline language; 1.", required: true),
    .init("name", \.name, "Name of the pipeline.", required: true),
    .init("params", \.params, "Values that `--set name=value` may change, used as `${params.name}`."),
    .init("env", \.env, "The environment variables that `${env.NAME}` may read; no other is read."),
    .init("secrets", \.secrets, "Where keys come from; never the keys themselves."),
    .init("sources", \.sources, "The input tables.", required: true, .notEmpty),
    .init("privacy", \.privacy, "Whose data this is and how each personal column is treated."),
    .init("split", \.split, "How rows are divided into parts by a keyed hash, and which part is fitted on."),
    .init("steps", \.steps, "The transforms, in order."),
    .init("outputs", \.outputs, "The files to write.", required: true, .notEmpty),
    .init("quarantine", \.quarantine, "Where rows that break the contract go."),
    .init("state", \.state, "Where the fitted state is written."),
    .init("manifest", \.manifest, "Where the account of the run is written."),
    .init("checks", refusedBecause: "checks come with a later version"),
    .init("tests", refusedBecause: "pipeline tests come with a later version"),
    .init("report", refusedBecause: "reports come with a later version"),
    .init("snapshots", refusedBecause: "snapshots come with a later version"),
    .init("include", refusedBecause: "included step lists come with a later version"),
    .init("ledger", refusedBecause: "the ledger comes with a later version"),
  ]
}

/// A value that the caller may set.
package struct ParameterDeclaration: Configurable {
  package enum Kind: String, ParameterWord { case int, float, bool, string, date }
  package var type = Kind.string
  package var `default`: Located<String>?

  package init() {}

  package static let parameters: [Parameter<ParameterDeclaration>] = [
    .init("type", \.type, "Type of the value.", required: true),
    .init("default", \.default, "The value when `--set` gives none."),
  ]
}

/// Where a key ring comes from.
package struct SecretReference: Configurable {
  package var file: String?
  package var passphrase: PassphraseReference?

  package init() {}

  package static let parameters: [Parameter<SecretReference>] = [
    .init("file", \.file, "Path of a key ring file made by `featurize keys new`."),
    .init("passphrase", \.passphrase, "Where the passphrase of a protected key ring comes from."),
    .init("env", refusedBecause: "raw keys from the environment come with a later version; use a key ring file"),
    .init("fd", refusedBecause: "raw keys from a descriptor come with a later version; use a key ring file"),
    .init("vault", refusedBecause: "secret managers come with a later version; use a key ring file"),
    .init("aws", refusedBecause: "secret managers come with a later version; use a key ring file"),
  ]
}

/// Where a passphrase comes from; exactly one of the two.
package struct PassphraseReference: Configurable {
  package var env: String?
  package var fd: Int?

  package init() {}

  package static let parameters: [Parameter<PassphraseReference>] = [
    .init("env", \.env, "Name of an environment variable."),
    .init("fd", \.fd, "Number of an inherited file descriptor.", .atLeast(0)),
  ]
}
