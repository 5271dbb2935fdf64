import Columns
package import Configuration
package import Transforms

/// A step of the graph: its transformer with its arguments, and which columns it asks for.
package struct PlannedStep: Sendable {
  package let id: String
  /// The place of `id:` in the file.
  package let span: SourceSpan
  /// The name of the transformer.
  package let use: String
  package let transformer: any Transformer
  /// `nil` when the transformer names its own inputs.
  package let selector: Located<ColumnSelector>?
  /// The pattern of the output names, with `{column}`.
  package let outputName: Located<String>?

  var ownInputs: [Located<String>]? { transformer.ownInputs }
}

/// A step on the columns that it was resolved to.
package struct BoundStep: Sendable {
  /// Position in `Plan.steps`.
  package let step: Int
  package let inputs: [PlannedColumn]
  /// One per `Transformer.outputs`, in that order.
  package let outputs: [PlannedColumn]
}
