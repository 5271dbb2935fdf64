import Dispatch

/// Runs numbered pieces of work on a few threads and hands their results on in order.
///
/// Synchronous to call and free of Swift Concurrency: a process that forks after it still works in the child (Python's
/// and Spark's workers fork). Results arrive in the order of the pieces, whatever thread finished first, so nothing
/// that is folded over them depends on the number of threads.
package struct Pool: Sendable {
  package let threads: Int

  package init(threads: Int) {
    precondition(threads > 0)
    self.threads = threads
  }

  /// Calls `work` for 0..<count on the threads and `commit` with each result, one at a time and in order.
  ///
  /// No worker starts a piece more than a few places ahead of the last commit, so the memory held in uncommitted
  /// results is bounded. If pieces fail, the error of the first of them is thrown, after the commits of all before it.
  package func forEach<Value: Sendable, Failure: Error>(
    _ count: Int,
    work: @Sendable (Int) throws(Failure) -> Value,
    commit: (Int, Value) throws(Failure) -> Void
  ) throws(Failure) {
    guard threads > 1, count > 1 else {
      for index in 0..<count { try commit(index, try work(index)) }
      return
    }
    let failure = withoutActuallyEscaping(work) { work in
      withoutActuallyEscaping(commit) { commit -> Failure? in
        let sequence = Sequence(count: count, window: 2 * threads + 2, commit: commit)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
          while let index = sequence.next() {
            do throws(Failure) {
              sequence.finish(index, .success(try work(index)))
            } catch {
              sequence.finish(index, .failure(error))
            }
          }
        }
        return sequence.failure
      }
    }
    if let failure { throw failure }
  }

  /// The results of 0..<count in order.
  package func map<Value: Sendable, Failure: Error>(
    _ count: Int, _ work: @Sendable (Int) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    try forEach(count, work: work) { (_, value) throws(Failure) in values.append(value) }
    return values
  }
}

/// Hands out indices, and commits results in their order.
///
/// `@unchecked Sendable`: what changes is touched with the lock held, or after `concurrentPerform` has returned; `commit`
/// runs on one thread at a time, the one that set `isCommitting`.
private final class Sequence<Value: Sendable, Failure: Error>: @unchecked Sendable {
  private let monitor = Monitor()
  private let count: Int
  private let window: Int
  private let commit: (Int, Value) throws(Failure) -> Void
  private var nextIndex = 0
  private var nextCommit = 0
  private var waiting: [Int: Result<Value, Failure>] = [:]
  private var isCommitting = false
  private(set) var failure: Failure?

  init(count: Int, window: Int, commit: @escaping (Int, Value) throws(Failure) -> Void) {
    self.count = count
    self.window = window
    self.commit = commit
  }

  /// The next piece to work on; waits while it lies too far ahead of the commits. The piece at `nextCommit` is always
  /// in some running worker's hands, so waiting ends.
  func next() -> Int? {
    monitor.enter()
    defer { monitor.leave() }
    while failure == nil, nextIndex < count, nextIndex >= nextCommit + window {
      monitor.wait()
    }
    guard failure == nil, nextIndex < count else { return nil }
    defer { nextIndex += 1 }
    return nextIndex
  }

  /// Takes a result. Whoever brings the next one to commit commits it, and all that come in while it does; the others go
  /// on with their work, which a commit that writes a file would keep them from for as long as it takes.
  func finish(_ index: Int, _ result: Result<Value, Failure>) {
    monitor.enter()
    defer { monitor.leave() }
    waiting[index] = result
    guard !isCommitting else { return }
    isCommitting = true
    while failure == nil, let result = waiting.removeValue(forKey: nextCommit) {
      let index = nextCommit
      monitor.leave()
      var problem: Failure?
      do throws(Failure) {
        try commit(index, try result.get())
      } catch {
        problem = error
      }
      monitor.enter()
      failure = problem
      nextCommit += 1
      monitor.signal()
    }
    isCommitting = false
    monitor.signal()
  }
}
