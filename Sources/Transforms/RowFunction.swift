import Columns

/// A transformer that learns nothing: a function of a row. All that is fitted are the names of its inputs, to refuse
/// others and for messages.
protocol RowFunction: Transformer where Statistics == NoStatistics, Fitted == NamedInputs {}

extension RowFunction {
  func statistics(_ context: FitContext) -> NoStatistics { NoStatistics() }

  func finish(_ statistics: NoStatistics, _ context: FitContext) -> NamedInputs {
    NamedInputs(columns: context.inputs.map(\.name))
  }
}
