import Columns
import Plan
import Synchronization

/// Where the morsels of a table come from.
protocol MorselReader: AnyObject, Sendable {
  var chunkCount: Int { get }
  var division: RowDivision { get }
  /// The morsels of a chunk, one per part of the split.
  func parts(_ chunk: Int) throws(EngineError) -> [Morsel]
}

/// The rows of a table, chunk by chunk, divided by the split: those of a source after contract and privacy rules, or
/// those that a step made.
///
/// Chunks are kept in memory while they fit the budget, with what has been computed of them; the others are read again
/// in each pass. Results do not depend on which are which.
package final class Dataset: Sendable {
  let chunkCount: Int
  let division: RowDivision
  private let reader: any MorselReader
  private let budget: Int
  private let cancellation: Cancellation

  /// The parts of each chunk that are held in memory; `nil`: read again.
  private let held: Mutex<Held>

  private struct Held {
    var chunks: [[Morsel]?]
    var bytes = 0
    var budget: Int
  }

  init(reader: any MorselReader, budget: Int, cancellation: Cancellation) {
    division = reader.division
    chunkCount = reader.chunkCount
    self.reader = reader
    self.budget = budget
    self.cancellation = cancellation
    held = Mutex(Held(chunks: Array(repeating: nil, count: reader.chunkCount), budget: budget))
  }

  /// Keeps a chunk in memory if it fits.
  func hold(_ chunk: Int, _ parts: [Morsel]) {
    let bytes = parts.reduce(0) { $0 + $1.byteCount }
    held.withLock { held in
      guard held.bytes + bytes <= held.budget else { return }
      held.chunks[chunk] = parts
      held.bytes += bytes
    }
  }

  /// Keeps less, so that something else of so many bytes has room; the last chunks are let go first.
  func leaveRoom(for bytes: Int) {
    held.withLock { held in
      held.budget = max(0, budget - bytes)
      var chunk = held.chunks.count
      while held.bytes > held.budget, chunk > 0 {
        chunk -= 1
        guard let parts = held.chunks[chunk] else { continue }
        held.bytes -= parts.reduce(0) { $0 + $1.byteCount }
        held.chunks[chunk] = nil
      }
    }
  }

  /// The parts of a chunk, in the order of the split; from memory or read again. Taken: a chunk is held by its caller
  /// until given back.
  private func take(_ chunk: Int) throws(EngineError) -> [Morsel] {
    if cancellation.isCancelled { throw .interrupted }
    let parts = held.withLock { held -> [Morsel]? in
      guard let parts = held.chunks[chunk] else { return nil }
      held.bytes -= parts.reduce(0) { $0 + $1.byteCount }
      held.chunks[chunk] = nil
      return parts
    }
    if let parts { return parts }
    return try reader.parts(chunk)
  }

  /// Runs `work` over the rows that are fitted on, on the pool; `commit` gets the results in the order of the chunks.
  /// Columns that `work` adds to its morsel stay there.
  func forEachFitted<Value: Sendable>(
    _ pool: Pool,
    work: @Sendable (inout Morsel) throws(EngineError) -> Value,
    commit: (Value) throws(EngineError) -> Void
  ) throws(EngineError) {
    let fitOn = division.fitOn
    try pool.forEach(chunkCount) { (chunk) throws(EngineError) -> Value in
      var parts = try self.take(chunk)
      let value = try work(&parts[fitOn])
      self.hold(chunk, parts)
      return value
    } commit: { (_, value) throws(EngineError) in
      try commit(value)
    }
  }

  /// Runs `work` over all parts of each chunk, on the pool; `commit` gets the results in the order of the chunks.
  func forEach<Value: Sendable>(
    _ pool: Pool,
    work: @Sendable ([Morsel]) throws(EngineError) -> Value,
    commit: (Value) throws(EngineError) -> Void
  ) throws(EngineError) {
    try pool.forEach(chunkCount) { (chunk) throws(EngineError) -> Value in
      let parts = try self.take(chunk)
      let value = try work(parts)
      self.hold(chunk, parts)
      return value
    } commit: { (_, value) throws(EngineError) in
      try commit(value)
    }
  }

  /// Runs `work` over each chunk for the last time; memory is freed as it goes.
  func drain<Value: Sendable>(
    _ pool: Pool,
    work: @Sendable ([Morsel]) throws(EngineError) -> Value,
    commit: (Value) throws(EngineError) -> Void
  ) throws(EngineError) {
    try drainNumbered(pool) { (_, parts) throws(EngineError) in
      try work(parts)
    } commit: { (value) throws(EngineError) in
      try commit(value)
    }
  }

  /// The same, with the position of each chunk: for rows of which something was kept by an earlier pass.
  func drainNumbered<Value: Sendable>(
    _ pool: Pool,
    work: @Sendable (_ chunk: Int, [Morsel]) throws(EngineError) -> Value,
    commit: (Value) throws(EngineError) -> Void
  ) throws(EngineError) {
    try pool.forEach(chunkCount) { (chunk) throws(EngineError) -> Value in
      let parts = try self.take(chunk)
      return try work(chunk, parts)
    } commit: { (_, value) throws(EngineError) in
      try commit(value)
    }
  }
}
