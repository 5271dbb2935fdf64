import Columns
import Configuration

/// The places that the window of each place holds. Both ends only move forward within an entity.
struct HistoryWindows: Sendable {
  let history: History
  /// The window of place p holds the places `starts[p]..<ends[p]`, all of p's entity.
  let starts: Buffer<Int32>
  let ends: Buffer<Int32>

  /// Windows over all of the past.
  init(expanding history: History, holdsOwnRow: Bool) {
    self.init(history, ends: Self.ends(history, holdsOwnRow: holdsOwnRow)) { places, starts in
      for place in places { starts[place] = Int32(truncatingIfNeeded: places.lowerBound) }
    }
  }

  /// Windows of a number of rows, one more where both ends belong to them and one less where neither does.
  init(_ history: History, rows: Int, _ closure: WindowClosure) {
    let back = closure.holdsStart ? rows : rows - 1
    self.init(history, ends: Self.ends(history, holdsOwnRow: closure.holdsOwnRow)) { places, starts in
      for place in places { starts[place] = Int32(truncatingIfNeeded: max(places.lowerBound, place &- back)) }
    }
  }

  /// Windows of a span of time, in the unit of the time column: up to the row itself, or up to its time, without other
  /// rows of that very time.
  init(_ history: History, span: Int64, of instants: Buffer<Int64>, _ closure: WindowClosure) {
    let ends = closure.holdsOwnRow ? Self.ends(history, holdsOwnRow: true) : Self.ends(history, before: instants)
    self.init(history, ends: ends) { places, starts in
      instants.withUnsafeBufferPointer { instants in
        var start = places.lowerBound
        for place in places {
          while start < place {
            // A difference of instants beyond 64 bits is longer than any span.
            let (age, overflows) = instants[place].subtractingReportingOverflow(instants[start])
            if !overflows && (closure.holdsStart ? age <= span : age < span) { break }
            start &+= 1
          }
          starts[place] = Int32(truncatingIfNeeded: start)
        }
      }
    }
  }

  private init(
    _ history: History, ends: Buffer<Int32>, fill: (Range<Int>, UnsafeMutableBufferPointer<Int32>) -> Void
  ) {
    self.history = history
    self.ends = ends
    starts = Buffer(count: ends.count) { starts in
      ends.withUnsafeBufferPointer { ends in
        history.forEachEntity { places in
          fill(places, starts)
          // A window that holds nothing starts where it ends.
          for place in places { starts[place] = min(starts[place], ends[place]) }
        }
      }
    }
  }

  private static func ends(_ history: History, holdsOwnRow: Bool) -> Buffer<Int32> {
    Buffer(count: history.rows.count) { memory in
      for place in 0..<memory.count { memory[place] = Int32(truncatingIfNeeded: holdsOwnRow ? place &+ 1 : place) }
    }
  }

  /// Behind the last row of an earlier time.
  private static func ends(_ history: History, before instants: Buffer<Int64>) -> Buffer<Int32> {
    Buffer(count: history.rows.count) { memory in
      instants.withUnsafeBufferPointer { instants in
        history.forEachEntity { places in
          var end = places.lowerBound
          for place in places {
            if instants[place] != instants[end] { end = place }
            memory[place] = Int32(truncatingIfNeeded: end)
          }
        }
      }
    }
  }
}
