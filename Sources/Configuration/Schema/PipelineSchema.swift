/// The JSON Schema (draft 2020-12) of the pipeline language, for editors and for checks before a run. It is derived from
/// the parameter lists, so it accepts what the decoder accepts but for checks that only code can make.
package enum PipelineSchema {
  /// A transformer or treatment, as it can follow `use:`.
  package struct Choice: Sendable {
    package let name: String
    /// Of the arguments under `with:`.
    package let schema: JSON
    package let summary: String

    package init(name: String, schema: JSON, summary: String) {
      self.name = name
      self.schema = schema
      self.summary = summary
    }
  }

  /// - Parameters:
  ///   - transformers: what steps may use.
  ///   - treatments: what privacy rules may use.
  ///   - detection: of the section `privacy.detect`.
  package static func make(transformers: [Choice], treatments: [Choice], detection: JSON) -> JSON {
    var definitions = SchemaDefinitions()
    let root = definitions.body(Pipeline.schema)
    definitions.choose(among: transformers, in: StepDeclaration.self)
    definitions.choose(among: treatments, in: PrivacyRuleDeclaration.self)
    definitions.fill("detect", of: PrivacyDeclaration.self, with: detection)
    var members: [JSON.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("title", .string("featurize pipeline, edition \(Pipeline.edition)")),
    ]
    members += (root.object ?? []).filter { $0.name != "title" }
    members.append(.init("$defs", .object(definitions.all)))
    return .object(members)
  }
}
