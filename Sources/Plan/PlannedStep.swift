import Columns
package import Configuration
package import Transforms

/// A step of the graph: its transformer with its arguments, and which tables and columns it asks for.
package struct PlannedStep: Sendable {
  package enum Work: Sendable {
    /// - selector: `nil` when the transformer names its own inputs.
    /// - outputName: the pattern of the output names, with `{column}`.
    case columns(any Transformer, selector: Located<ColumnSelector>?, outputName: Located<String>?)
    /// - selector: resolved to names among the features of the first table.
    case tables(any TableTransformer, StepClauses, selector: Located<ColumnSelector>?)
  }

  package let id: String
  /// The place of `id:` in the file.
  package let span: SourceSpan
  /// The name of the transformer.
  package let use: String
  package let work: Work
  /// The tables it works on; empty: the table of the step before.
  package let from: [Located<String>]

  /// The transformer of a step on columns; only such steps are fitted.
  package var transformer: any Transformer {
    guard case .columns(let transformer, _, _) = work else { preconditionFailure("a step on tables is not fitted") }
    return transformer
  }

  /// The arguments as written, for states.
  package var arguments: JSON? {
    switch work {
    case .columns(let transformer, _, _): transformer.json
    case .tables(let transformer, _, _): transformer.json
    }
  }

  func place(of error: TransformError) -> SourceSpan? {
    switch work {
    case .columns(let transformer, _, _): transformer.place(of: error)
    case .tables(let transformer, _, _): transformer.place(of: error)
    }
  }

  /// What a transformer refuses, at the step's place.
  package func problem(_ error: TransformError) -> PlanProblem {
    PlanProblem(error.code, at: place(of: error) ?? span, "step `\(id)`: \(error.message)", help: error.help)
  }
}

/// A step on the columns that it was resolved to.
package struct BoundStep: Sendable {
  /// Position in `Plan.steps`.
  package let step: Int
  /// Position in `Binding.tables`.
  package let table: Int
  package let inputs: [PlannedColumn]
  /// One per `Transformer.outputs`, in that order.
  package let outputs: [PlannedColumn]
}
