/// A comparison as a type, so that each has loops of its own and no call per row.
protocol Relation: SendableMetatype {
  static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool
}

/// a = b
enum Equal: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a == b }
}

/// a ≠ b
enum Unequal: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a != b }
}

/// a < b
enum Less: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a < b }
}

/// a ≤ b
enum AtMost: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a <= b }
}

/// a > b
enum Greater: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a > b }
}

/// a ≥ b
enum AtLeast: Relation {
  @inline(__always) static func holds<Value: Comparable>(_ a: Value, _ b: Value) -> Bool { a >= b }
}
