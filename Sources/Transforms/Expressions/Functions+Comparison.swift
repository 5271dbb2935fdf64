import Columns

extension Function {
  static let comparison: [Function] = [
    Function(
      "==", .comparison, "a == b", "Equal.",
      [Overload([.bool, .bool], .bool) { Comparison.bools($0, isEqual: true) }] + Comparison.overloads(Equal.self)),
    Function(
      "!=", .comparison, "a != b", "Not equal.",
      [Overload([.bool, .bool], .bool) { Comparison.bools($0, isEqual: false) }] + Comparison.overloads(Unequal.self)),
    Function("<", .comparison, "a < b", "Less; text by the bytes of its UTF-8.", Comparison.overloads(Less.self)),
    Function("<=", .comparison, "a <= b", "Less or equal.", Comparison.overloads(AtMost.self)),
    Function(">", .comparison, "a > b", "Greater.", Comparison.overloads(Greater.self)),
    Function(">=", .comparison, "a >= b", "Greater or equal.", Comparison.overloads(AtLeast.self)),
  ]
}

/// A comparison as a type, so that each has loops of its own and no call per row.
protocol Relation: SendableMetatype {
  static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool
}

enum Equal: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a == b }
}

enum Unequal: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a != b }
}

enum Less: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a < b }
}

enum AtMost: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a <= b }
}

enum Greater: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a > b }
}

enum AtLeast: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a >= b }
}

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
