package import Columns

/// The rows a transformer sees: its inputs in order, and what fitting may look at beside them.
package struct Rows: Sendable {
  /// The inputs, in the order of the step's resolved columns.
  package var columns: [Column]
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
  package var unknowns: UnknownCounts?

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

  /// The rows in which no input is missing; `nil`: all.
  var complete: Bitmap? { columns.reduce(nil) { $0 & $1.validity } }

  /// What decides draws by row: the hashes, or without keys the rows' numbers in the source.
  var drawHashes: Buffer<UInt64> { hashes ?? rowNumbers.map { UInt64(bitPattern: $0) } }
}
