import Columns

extension Function {
  /// Comparisons with several values at once.
  static let membership: [Function] = [
    Function(
      "in", .comparison, "x in (a, b, …)",
      "Whether x equals one of the values; `x not in (a, b, …)` says the opposite.",
      Membership.equalities.map { type, equal in
        Overload([type, type], repeatsLast: true, .bool) { arguments in
          let first = equal([arguments[0], arguments[1]])
          return arguments.dropFirst(2).reduce(first) { found, value in
            Logic.combine([found, equal([arguments[0], value])], decisive: true)
          }
        }
      }),
    Function(
      "between", .comparison, "x between a and b", "`x >= a and x <= b`; `x not between a and b` says the opposite.",
      zip(Comparison.overloads(AtLeast.self), Comparison.overloads(AtMost.self)).map { atLeast, atMost in
        let type = atLeast.parameters[0]
        return Overload([type, type, type], .bool) { arguments in
          Logic.combine(
            [atLeast.kernel([arguments[0], arguments[1]]), atMost.kernel([arguments[0], arguments[2]])], decisive: false
          )
        }
      }),
  ]
}

/// The equality of each type.
enum Membership {
  /// The operators that may have a `not` before them.
  static let words = ["in", "between"]

  static let equalities: [(type: ValueType, equal: Kernel)] = {
    let others = zip([ValueType.int, .float, .string, .date, .timestamp], Comparison.overloads(Equal.self))
    let bools: Kernel = { Comparison.bools($0, isEqual: true) }
    return [(.bool, bools)] + others.map { (type: $0, equal: $1.kernel) }
  }()
}
