import Synchronization

/// How many values of each column no fitted category stands for, over all batches of a run: a drift that a policy such
/// as `ignore` would hide. Counted by the encoders, from any thread; sums do not depend on the order.
///
/// With `privacy.k` categories that were folded away count too, because a state cannot tell them from new ones.
package final class UnknownCounts: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  package init() {}

  package func add(_ count: Int, to column: String) {
    guard count > 0 else { return }
    counts.withLock { $0[column, default: 0] += count }
  }

  /// By the name of the column; none for a column whose values were all known.
  package var byColumn: [String: Int] { counts.withLock { $0 } }
}
