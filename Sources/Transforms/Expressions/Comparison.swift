import Columns

/// The overloads and kernels of the comparisons.
enum Comparison {
  static func overloads<R: Relation>(_ relation: R.Type) -> [Function.Overload] {
    [
      .init([.int, .int], .bool) {
        Loops.bool($0[0].ints, $0[1].ints, $0[0].validity & $0[1].validity) { R.holds($0, $1) }
      },
      .init([.float, .float], .bool) {
        Loops.bool($0[0].floats, $0[1].floats, $0[0].validity & $0[1].validity) { R.holds($0, $1) }
      },
      .init([.string, .string], .bool) { TextComparison.compare($0, R.self) },
      .init([.date, .date], .bool) {
        Loops.bool($0[0].dates, $0[1].dates, $0[0].validity & $0[1].validity) { R.holds($0, $1) }
      },
      .init([.timestamp, .timestamp], .bool) {
        Loops.bool($0[0].timestamps, $0[1].timestamps, $0[0].validity & $0[1].validity) { R.holds($0, $1) }
      },
    ]
  }

  static func bools(_ arguments: [Column], isEqual: Bool) -> Column {
    let a = arguments[0].bools, b = arguments[1].bools
    return a.bytes.withUnsafeBufferPointer { left in
      b.bytes.withUnsafeBufferPointer { right in
        Loops.bool(count: a.count, arguments[0].validity & arguments[1].validity) {
          (left.bit($0) == right.bit($0)) == isEqual
        }
      }
    }
  }
}
