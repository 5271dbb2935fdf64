import Columns
import Synchronization
import TestSupport
import Testing

/// Every station sees all items in order, one at a time; no more items lie on the belt than it is long; an error stops it.
@Suite struct BeltTests {
  private struct Broken: Error, Equatable {
    let place: Int
  }

  /// `@unchecked Sendable`: one station owns it.
  private final class Station: @unchecked Sendable {
    var seen: [Int] = []
    let isBusy = Atomic(false)

    func take(_ item: Int) {
      let wasBusy = isBusy.exchange(true, ordering: .acquiringAndReleasing)
      #expect(!wasBusy)
      var random = SeededGenerator(seed: UInt64(item))
      var waste = 0
      for _ in 0..<Int.random(in: 0..<2000, using: &random) { waste &+= item }
      withExtendedLifetime(waste) { seen.append(item) }
      isBusy.store(false, ordering: .releasing)
    }
  }

  private static func numbers(_ count: Int) -> @Sendable (Int?) throws(Broken) -> Int? {
    { (last) throws(Broken) in
      let next = last.map { $0 + 1 } ?? 0
      return next < count ? next : nil
    }
  }

  @Test(arguments: [1, 2, 4], [(count: 0, length: 1), (1, 1), (500, 1), (500, 4)])
  func everythingInOrder(_ threads: Int, _ load: (count: Int, length: Int)) throws {
    let stations = (0..<3).map { _ in Station() }
    let passed = Atomic(0)
    let numbers = Self.numbers(load.count)
    try Belt(threads: threads, length: load.length).carry(
      from: { (last) throws(Broken) in
        let next = try numbers(last)
        #expect((next ?? 0) < passed.load(ordering: .acquiring) + load.length)
        return next
      },
      past: [0, 1, 2, 3]
    ) { (station, item) throws(Broken) in
      if station < 3 {
        stations[station].take(item)
      } else {
        let before = passed.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
        #expect(before == item)
      }
    }
    for station in stations { #expect(station.seen == Array(0..<load.count)) }
  }

  @Test(arguments: [1, 2, 4], [0, 7, 499])
  func anErrorStopsIt(_ threads: Int, _ place: Int) {
    let whole = Station(), cut = Station()
    #expect(throws: Broken(place: place)) {
      try Belt(threads: threads, length: 4).carry(
        from: Self.numbers(500), past: [whole, cut]
      ) { (station, item) throws(Broken) in
        if station === cut && item == place { throw Broken(place: item) }
        station.take(item)
      }
    }
    #expect(cut.seen == Array(0..<place))
    // No station is further ahead than the belt is long.
    #expect(whole.seen.count <= place + 4 && whole.seen == Array(0..<whole.seen.count))
    #expect(throws: Broken(place: -1)) {
      try Belt(threads: threads, length: 4).carry(
        from: { (last: Int?) throws(Broken) -> Int? in throw Broken(place: -1) }, past: [whole]
      ) { (_, _) throws(Broken) in }
    }
  }
}
