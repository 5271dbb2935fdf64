package import Columns
package import Configuration

/// The one place where a transformer's types are opened again: dispatch is dynamic per batch, concrete per row.
extension Transformer {
  /// The type of what is collected, to read it back.
  package var statisticsType: any Accumulator.Type { Statistics.self }

  /// `finish` over erased statistics; traps if they are of another transformer.
  package func finishErased(
    _ statistics: any Accumulator, _ context: FitContext
  ) throws(TransformError) -> any FittedState {
    try finish(statistics as! Statistics, context)
  }

  /// Refuses a state, perhaps edited by another hand, that was fitted on other columns: `outputs` relies on that.
  package func outputsErased(
    _ inputs: [Field], _ fitted: (any FittedState)?
  ) throws(TransformError) -> [OutputField] {
    if let names = fitted?.inputs, names != inputs.map(\.name) {
      throw .badState(problem: "it was fitted on other columns")
    }
    return outputs(inputs, fitted.map { $0 as! Fitted })
  }

  package func transformErased(
    _ rows: Rows, _ fitted: any FittedState, isFittedRows: Bool
  ) throws(TransformError) -> [Column] {
    let fitted = fitted as! Fitted
    return isFittedRows ? try transformFitted(rows, fitted) : try transform(rows, fitted)
  }

  /// As `carriedInputs`.
  package func carriedInputs(by fitted: any FittedState) -> [Int]? { carriedInputs(fitted as! Fitted) }

  /// `transform` by a fitted state, whose type is opened once for all rows to come.
  package func transformation(
    by fitted: any FittedState
  ) -> @Sendable (Rows) throws(TransformError) -> [Column] {
    let fitted = fitted as! Fitted
    return { (rows) throws(TransformError) in try transform(rows, fitted) }
  }

  package func decodeFitted(_ json: JSON) throws(TransformError) -> any FittedState {
    try Fitted(json: json)
  }
}

extension Accumulator {
  /// `merge` over an erased accumulator; traps if it is of another kind.
  package mutating func mergeErased(_ other: any Accumulator) throws(TransformError) {
    try merge(other as! Self)
  }
}
