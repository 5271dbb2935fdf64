/// A pipeline file as written: every name and value has been read and has its place; what they mean together is the
/// plan's to say.
package struct Pipeline: Section {
  /// The edition of the language that this version reads.
  package static let edition = 1

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
  package var ledger: Located<LedgerDeclaration>?

  package init() {}

  package static let parameters: [Parameter<Pipeline>] = [
    .init("featurize", \.featurize, "Edition of the pipeline language; 1.", required: true),
    .init("name", \.name, "Name of the pipeline.", required: true, .notEmpty),
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
    .init("ledger", \.ledger, "Where runs are accounted for, so that people can be looked up and erased."),
    .init("checks", refusedBecause: "checks come with a later version"),
    .init("tests", refusedBecause: "pipeline tests come with a later version"),
    .init("report", refusedBecause: "reports come with a later version"),
    .init("snapshots", refusedBecause: "snapshots come with a later version"),
    .init("include", refusedBecause: "included step lists come with a later version"),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if featurize.value != Self.edition {
      decoder.descend("featurize") { decoder in
        decoder.report(
          .otherEdition, at: featurize.span, "this version reads edition \(Self.edition) of the pipeline language",
          help: featurize.value > Self.edition
            ? "use a newer featurize, or write `featurize: \(Self.edition)`"
            : "`featurize migrate` rewrites older pipelines; edition \(Self.edition) is the first")
      }
    }
    UniqueNames.check(steps.map(\.value.id), of: "step", under: "steps", &decoder)
    for entry in outputs.entries {
      guard let part = entry.value.split else { continue }
      decoder.descend("outputs", entry.name.value, "split") { decoder in checkPart(part, node, &decoder) }
    }
  }

  private func checkPart(_ part: Located<String>, _ node: Node, _ decoder: inout Decoder) {
    guard node["split"] != nil else {
      decoder.report(
        .unknownName, at: part.span, "`\(part.value)` is no part: the pipeline has no `split:`",
        help: "declare `split:` at the top, or remove the key to write all rows")
      return
    }
    guard let parts = split?.value.fractions.names, !parts.isEmpty, !parts.contains(part.value) else { return }
    decoder.reportUnknownName(part.value, at: part.span, what: "part of `split`", known: parts)
  }
}
