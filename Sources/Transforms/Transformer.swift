package import Columns
package import Configuration

/// One kind of feature engineering: its arguments, what it learns from rows, and the pure function it then is.
///
/// A transformer knows columns and nothing else: no file, no thread, no key. Adding one touches its file, its line in
/// `Catalog`, and its row in the test tables.
package protocol Transformer: Configurable {
  /// What is collected while fitting; `NoStatistics` for a transformer that learns nothing.
  associatedtype Statistics: Accumulator
  /// What fitting yields: all that `transform` needs.
  associatedtype Fitted: FittedState

  /// The word after `use:`; scikit-learn's name in snake case where it has one.
  static var name: String { get }
  static var guide: Guide { get }
  /// Whether fitting needs the target. Transforming never does.
  static var needsTarget: Bool { get }
  /// Whether `Rows.hashes` decide something in fitting: folds, or which rows are drawn.
  static var drawsByRow: Bool { get }
  /// Whether fitting needs no look at any row.
  var learnsNothing: Bool { get }
  /// Whether `transformFitted` is given the target of its rows: to leave out of what was learned each row's own.
  static var readsOwnTarget: Bool { get }
  /// Whether the outputs take the place of the inputs; `false`: the inputs stay and outputs are appended.
  static var replacesInputs: Bool { get }

  /// For transformers that name their own inputs (`derive`); `nil`: they come from the step's `columns:`.
  var ownInputs: [Located<String>]? { get }
  /// Columns of any role but the target that are read beside the selected ones and stay as they are: the groups of
  /// `group_imputer`. They follow the selected columns in `inputs` and in `Rows.columns`; no output replaces them.
  var companions: [Located<String>] { get }
  /// Puts the values of `params.name` in place; called once, before anything else.
  mutating func bind(_ parameters: [String: JSON]) throws(TransformError)
  /// The text files that it reads, as paths relative to the pipeline file.
  var files: [Located<String>] { get }
  /// Takes the contents of `files`, in their order; called once, after the parameters and before anything else.
  mutating func bind(contents: [String]) throws(TransformError)
  /// Where in the pipeline file an error lies, if the transformer knows better than "in this step".
  func place(of error: TransformError) -> SourceSpan?
  /// Refuses inputs that this transformer cannot work on; at plan time.
  func check(_ inputs: [Field], target: Field?) throws(TransformError)
  /// The columns that come out, before fitting (`fitted == nil`) and after. What fitting decides (categories,
  /// selected columns) is marked open before it and is exact after it.
  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField]

  /// The identity of `Statistics.merge`.
  func statistics(_ context: FitContext) -> Statistics
  /// Turns what was collected over all rows into the fitted values.
  func finish(_ statistics: Statistics, _ context: FitContext) throws(TransformError) -> Fitted

  /// Positions of the inputs that are the outputs, in their order and unchanged, where nothing is computed: of
  /// selections. `nil`: `transform` makes the outputs.
  func carriedInputs(_ fitted: Fitted) -> [Int]?
  /// One output column per field of `outputs(inputs, fitted)`, in that order. A row's result depends on that row alone.
  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column]
  /// The same for the very rows that were fitted on, in the run that fits: a target encoder is out of fold here.
  func transformFitted(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column]
}

extension Transformer {
  package static var needsTarget: Bool { false }
  package static var drawsByRow: Bool { needsTarget }
  package var learnsNothing: Bool { Statistics.self == NoStatistics.self }
  package static var readsOwnTarget: Bool { false }
  package static var replacesInputs: Bool { true }
  package var ownInputs: [Located<String>]? { nil }
  package var companions: [Located<String>] { [] }
  package mutating func bind(_ parameters: [String: JSON]) throws(TransformError) {}
  package var files: [Located<String>] { [] }
  package mutating func bind(contents: [String]) throws(TransformError) {}
  package func place(of error: TransformError) -> SourceSpan? { nil }
  package func carriedInputs(_ fitted: Fitted) -> [Int]? { nil }

  package func transformFitted(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try transform(rows, fitted)
  }
}
