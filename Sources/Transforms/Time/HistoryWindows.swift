import Columns
import Configuration

/// The length of a rolling window: a number of rows, or a span of time.
enum WindowLength: Sendable, Equatable, ParameterValue {
  case rows(Int)
  case time(TimeSpan)

  /// For the names of columns.
  var text: String {
    switch self {
    case .rows(let count): String(count)
    case .time(let span): span.text
    }
  }

  static func decode(_ node: Node, _ decoder: inout Decoder) -> WindowLength? {
    if case .scalar(let text, _) = node.content, let count = Int(text) {
      if (1...Int(Int32.max)).contains(count) { return .rows(count) }
      decoder.report(
        .badValue, at: node.span, "a window has at least 1 row and at most \(Int32.max)",
        help: "write a number of rows or a length of time: 7, 12h, 30d")
      return nil
    }
    return TimeSpan.decode(node, &decoder).map { .time($0) }
  }

  static var schema: JSON { ["anyOf": [["type": "integer", "minimum": 1], TimeSpan.schema]] }

  var json: JSON? {
    switch self {
    case .rows(let count): .int(Int64(count))
    case .time(let span): span.json
    }
  }
}

/// Which ends belong to a window that reaches back from a row: pandas' words.
enum WindowClosure: String, ParameterWord {
  case right, left, both, neither

  /// Whether the row itself is in the window.
  var holdsOwnRow: Bool { self == .right || self == .both }
  /// Whether the far end is.
  var holdsStart: Bool { self == .left || self == .both }
}

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
