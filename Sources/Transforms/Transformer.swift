package import Columns
package import Configuration

/// One kind of feature engineering: its arguments, what it learns from rows, and the pure function it then is.
///
/// A transformer knows columns and nothing else: no file, no thread, no key. Adding one touches its file, its line in
/// `Catalog`, and its row in the test tables.
package protocol Transformer: Configurable {
  /// What is collected while fitting; `Void`-like `NoStatistics` for a transformer that learns nothing.
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

  package func transformFitted(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try transform(rows, fitted)
  }
}

/// A column that a transformer puts out.
package struct OutputField: Sendable, Equatable {
  package var field: Field
  /// The input whose place it takes, or `nil` to be appended after all columns.
  package var replaces: Int?
  /// Before fitting: whether this stands for columns that only fitting can name or drop. A one-hot family is one open
  /// field `plan_*`; each candidate of a selection is open under its own name.
  package var isOpen: Bool

  package init(_ field: Field, replaces: Int? = nil, isOpen: Bool = false) {
    self.field = field
    self.replaces = replaces
    self.isOpen = isOpen
  }
}

/// The rows a transformer sees: its inputs in order, and what fitting may look at beside them.
package struct Rows: Sendable {
  /// The inputs, in the order of the step's resolved columns.
  package let columns: [Column]
  /// 1-based numbers of the rows in their source, for messages.
  package let rowNumbers: Buffer<Int64>
  /// The target; present while fitting if the transformer needs it, and with the rows that were fitted on if it
  /// encodes them by it (`Transformer.readsOwnTarget`).
  package let target: Column?
  /// A keyed hash of each row's key (of its group, where there is one): decides folds and draws.
  package let hashes: Buffer<UInt64>?
  /// A hash that is equal for rows of one person; `nil` when the pipeline has no privacy section.
  package let people: Buffer<UInt64>?
  /// The same in `FitContext`.
  package let hashSeed: UInt64?
  /// Where encoders note values that they do not know; `nil`: nobody asks.
  package let unknowns: UnknownCounts?

  package init(
    columns: [Column], rowNumbers: Buffer<Int64>, target: Column? = nil, hashes: Buffer<UInt64>? = nil,
    people: Buffer<UInt64>? = nil, hashSeed: UInt64? = nil, unknowns: UnknownCounts? = nil
  ) {
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.target = target
    self.hashes = hashes
    self.people = people
    self.hashSeed = hashSeed
    self.unknowns = unknowns
  }

  package var count: Int { rowNumbers.count }
}

/// What holds for a whole fit.
package struct FitContext: Sendable {
  package let inputs: [Field]
  package let target: Field?
  /// No category, extreme or group of fewer people may reach the fitted state; `nil`: scikit-learn's numbers as they
  /// are.
  package let k: Int?
  /// Derived from the key ring: seeds the hashes of values (`hashing_encoder`), so that nobody without the key can tell
  /// which value became what. Never a part of a fitted state; `nil` without a key ring.
  package let hashSeed: UInt64?

  package init(inputs: [Field], target: Field? = nil, k: Int? = nil, hashSeed: UInt64? = nil) {
    self.inputs = inputs
    self.target = target
    self.k = k
    self.hashSeed = hashSeed
  }
}

/// What is collected while fitting. Updated chunk by chunk, merged in chunk order, so that the result does not depend
/// on the number of threads. Rows that are empty or all missing change nothing. Plain data, `Codable` by synthesis: a
/// partial fit leaves the process in encrypted form (`fit --partial`).
package protocol Accumulator: Sendable, Codable {
  mutating func update(_ rows: Rows) throws(TransformError)
  mutating func merge(_ other: Self) throws(TransformError)
}

/// What fitting yields: data only, never code, and no person in it.
package protocol FittedState: Sendable, Equatable {
  init(json: JSON) throws(TransformError)
  var json: JSON { get }
  /// The inputs it was fitted on, in order; `nil` for a state that goes with any.
  var inputs: [String]? { get }
}

/// The accumulator of a transformer that learns nothing.
package struct NoStatistics: Accumulator {
  package init() {}
  package mutating func update(_ rows: Rows) {}
  package mutating func merge(_ other: NoStatistics) {}
}

/// The fitted values of a transformer that learns nothing.
package struct NothingFitted: FittedState {
  package init() {}
  package init(json: JSON) {}
  package var json: JSON { [:] }
  package var inputs: [String]? { nil }
}
