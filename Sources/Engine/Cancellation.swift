import Synchronization

/// Whether a run goes on, was stopped by a signal handler or another thread, or is past stopping. The engine looks at it
/// between chunks.
package final class Cancellation: Sendable {
  private static let running = 0, cancelled = 1, closed = 2
  private let state = Atomic(running)

  package init() {}

  /// `false`: it was cancelled already, or what it makes is being published.
  @discardableResult
  package func cancel() -> Bool { leave(for: Self.cancelled) }

  /// The run is about to publish; `false` if it was cancelled before.
  package func close() -> Bool { leave(for: Self.closed) }

  /// What was being published is there, and something else begins that may be stopped.
  func reopen() {
    _ = state.compareExchange(expected: Self.closed, desired: Self.running, ordering: .sequentiallyConsistent)
  }

  package var isCancelled: Bool { state.load(ordering: .sequentiallyConsistent) == Self.cancelled }

  private func leave(for next: Int) -> Bool {
    state.compareExchange(expected: Self.running, desired: next, ordering: .sequentiallyConsistent).exchanged
  }
}
