package import Columns
package import Configuration

/// One kind of work on whole tables: what it puts out depends on many rows, and its rows may be others than went in.
/// Joins, aggregations, and features of a row's past are such.
///
/// It learns nothing: the same tables give the same table, in the same order of rows, whatever the number of threads.
/// It sees treated columns only, never a raw identifier.
package protocol TableTransformer: Configurable {
  /// The word after `use:`.
  static var name: String { get }
  static var guide: Guide { get }
  /// How many tables `from:` names.
  static var tableCount: ClosedRange<Int> { get }
  /// The keys of a step, beside `id`, `use`, `from` and `with`, that it must have and may have.
  static var clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) { get }

  /// Puts the values of `params.name` in place; called once, before anything else.
  mutating func bind(_ parameters: [String: JSON]) throws(TransformError)
  /// Where in the pipeline file an error lies, if the transformer knows better than "in this step".
  func place(of error: TransformError) -> SourceSpan?
  /// The columns that come out, in order; refuses tables that it cannot work on. Asked before fitting, where the
  /// columns of a family stand as one field `plan_*`, and again after it.
  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput]
  /// The rows that come out, with one column per `outputs(inputs, clauses)`, in that order.
  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows
  /// The same for one table that does not fit in memory; `nil` where all of its rows are needed at once.
  func stream(_ context: TableContext) throws(TransformError) -> (any TableStream)?
}

extension TableTransformer {
  package static var tableCount: ClosedRange<Int> { 1...1 }
  package mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {}
  package func place(of error: TransformError) -> SourceSpan? { nil }
  package func stream(_ context: TableContext) throws(TransformError) -> (any TableStream)? { nil }
}
