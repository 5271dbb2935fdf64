import Synchronization

/// A flag that a signal handler or another thread raises; the engine looks at it between chunks.
package final class Cancellation: Sendable {
  private let raised = Atomic(false)

  package init() {}

  package func cancel() { raised.store(true, ordering: .relaxed) }
  package var isCancelled: Bool { raised.load(ordering: .relaxed) }
}
