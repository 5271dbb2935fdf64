import Dispatch

/// Carries items past stations on a few threads: each station handles all items in order, one at a time, and goes on
/// without waiting for the others.
///
/// Made for work that goes through a file in one order, such as digests and writing: pieces of unequal length leave no
/// thread idle, which waiting for all of them after each item would. Synchronous to call, as `Pool` is.
package struct Belt: Sendable {
  package let threads: Int
  /// Items that have not passed all stations: what bounds the memory they hold.
  package let length: Int

  package init(threads: Int, length: Int) {
    precondition(threads > 0 && length > 0)
    (self.threads, self.length) = (threads, length)
  }

  /// Returns when all items have passed all stations. The first error, in time, stops the belt and is thrown, after the
  /// work that goes on at other stations.
  ///
  /// - Parameters:
  ///   - next: makes an item from the one before it, `nil` in front of the first; `nil` ends the belt. One at a time.
  ///   - stations: at least one.
  ///   - work: of a station on an item. What only one station changes needs no lock.
  package func carry<Item: Sendable, Station: Sendable, Failure: Error>(
    from next: @Sendable (Item?) throws(Failure) -> Item?, past stations: [Station],
    _ work: @Sendable (Station, Item) throws(Failure) -> Void
  ) throws(Failure) {
    let run = BeltRun<Item, Failure>(stations: stations.count, length: length)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let piece = run.take() {
        do throws(Failure) {
          switch piece {
          case .making(let previous): run.put(try next(previous))
          case .station(let station, let item):
            try work(stations[station], item)
            run.pass(station)
          }
        } catch {
          run.stop(error)
        }
      }
    }
    if let failure = run.failure { throw failure }
  }
}

/// Where the items of a belt are.
///
/// `@unchecked Sendable`: what changes is touched with the lock held, or after `concurrentPerform` has returned.
private final class BeltRun<Item: Sendable, Failure: Error>: @unchecked Sendable {
  enum Piece {
    case making(from: Item?)
    case station(Int, Item)
  }

  private let monitor = Monitor()
  private let length: Int
  /// On the belt; the first has the number `gone`.
  private var items: [Item] = []
  private var gone = 0
  private var last: Item?
  private var isMaking = false
  private var isComplete = false
  /// By station, the number of the item that it handles next or is handling.
  private var next: [Int]
  private var isBusy: [Bool]
  private(set) var failure: Failure?

  init(stations: Int, length: Int) {
    precondition(stations > 0)
    self.length = length
    next = Array(repeating: 0, count: stations)
    isBusy = Array(repeating: false, count: stations)
  }

  /// What to do next: an item where there is room on the belt, otherwise the station that is furthest behind. Waits while
  /// all that can be done is being done, so a single thread never waits; `nil` when nothing will be left to do.
  func take() -> Piece? {
    monitor.enter()
    defer { monitor.leave() }
    while failure == nil {
      if !isComplete, !isMaking, items.count < length {
        isMaking = true
        return .making(from: last)
      }
      let made = gone + items.count
      let ready = next.indices.filter { !isBusy[$0] && next[$0] < made }
      if let station = ready.min(by: { next[$0] < next[$1] }) {
        isBusy[station] = true
        return .station(station, items[next[station] - gone])
      }
      if isComplete, items.isEmpty { return nil }
      monitor.wait()
    }
    return nil
  }

  func put(_ item: Item?) {
    change {
      isMaking = false
      isComplete = item == nil
      last = item
      if let item { items.append(item) }
    }
  }

  func pass(_ station: Int) {
    change {
      isBusy[station] = false
      next[station] += 1
      guard next.min()! > gone else { return }
      items.removeFirst()
      gone += 1
    }
  }

  func stop(_ error: Failure) {
    change { if failure == nil { failure = error } }
  }

  private func change(_ body: () -> Void) {
    monitor.enter()
    defer { monitor.leave() }
    body()
    monitor.signal()
  }
}
