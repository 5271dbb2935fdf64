import Columns
import Plan

/// The rows of one chunk that belong to one part of the split: the columns that have been computed so far, by
/// identity.
struct Morsel: Sendable {
  let rowNumbers: Buffer<Int64>
  /// A keyed hash of each row's key or group; decides folds.
  let hashes: Buffer<UInt64>
  /// Equal for rows of one person; `nil` without a privacy section.
  let people: Buffer<UInt64>?
  var columns: [PlannedColumn.ID: Column]

  var count: Int { rowNumbers.count }

  var byteCount: Int {
    columns.values.reduce(rowNumbers.byteCount + hashes.byteCount + (people?.byteCount ?? 0)) { $0 + $1.byteCount }
  }

  func gather(_ rows: Buffer<Int32>) -> Morsel {
    Morsel(
      rowNumbers: rowNumbers.gather(rows), hashes: hashes.gather(rows), people: people?.gather(rows),
      columns: columns.mapValues { $0.gather(rows) })
  }
}
