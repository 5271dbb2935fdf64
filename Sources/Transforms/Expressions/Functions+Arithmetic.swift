import Columns
import Glibc

extension Function {
  static let arithmetic: [Function] = [
    Function(
      "+", .arithmetic, "a + b", "Sum.",
      [
        Overload([.int, .int], .int) { arguments in
          Loops.checked(arguments) { $0.addingReportingOverflow($1) }
        },
        Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { $0 + $1 } },
      ]),
    Function(
      "-", .arithmetic, "a - b, -a", "Difference; negative.",
      [
        Overload([.int, .int], .int) { arguments in
          Loops.checked(arguments) { $0.subtractingReportingOverflow($1) }
        },
        Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { $0 - $1 } },
        Overload([.int], .int) { arguments in
          Loops.int(arguments[0].ints, arguments[0].validity) { $0 == .min ? nil : -$0 }
        },
        Overload([.float], .float) { Loops.float($0[0]) { 0 - $0 } },
      ]),
    Function(
      "*", .arithmetic, "a * b", "Product.",
      [
        Overload([.int, .int], .int) { arguments in
          Loops.checked(arguments) { $0.multipliedReportingOverflow(by: $1) }
        },
        Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { $0 * $1 } },
      ]),
    Function(
      "/", .arithmetic, "a / b", "Quotient, always a float.",
      [Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { $0 / $1 } }]),
    Function(
      "//", .arithmetic, "a // b", "Quotient rounded down.",
      [
        Overload([.int, .int], .int) { arguments in
          Loops.int(arguments[0].ints, arguments[1].ints, arguments[0].validity & arguments[1].validity) { a, b in
            guard b != 0, !(a == .min && b == -1) else { return nil }
            let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
            return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
          }
        },
        Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { ($0 / $1).rounded(.down) } },
      ]),
    Function(
      "%", .arithmetic, "a % b", "Remainder of `a // b`; it has the sign of `b`.",
      [
        Overload([.int, .int], .int) { arguments in
          Loops.int(arguments[0].ints, arguments[1].ints, arguments[0].validity & arguments[1].validity) { a, b in
            guard b != 0 else { return nil }
            guard b != -1 else { return 0 }
            let remainder = a % b
            return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
          }
        },
        Overload([.float, .float], .float) {
          Loops.float($0[0], $0[1]) { a, b in
            let remainder = fmod(a, b)
            return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
          }
        },
      ]),
    Function(
      "^", .arithmetic, "a ^ b, a ** b", "Power, always a float.",
      [Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { pow($0, $1) } }]),
  ]
}

extension Loops {
  /// An operation of two ints that may overflow: that is missing.
  @inline(__always)
  static func checked(
    _ arguments: [Column], _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Column {
    int(arguments[0].ints, arguments[1].ints, arguments[0].validity & arguments[1].validity) { a, b in
      let result = operation(a, b)
      return result.overflow ? nil : result.partialValue
    }
  }

  @inline(__always)
  static func ints(_ a: Column, _ b: Column, _ operation: (Int64, Int64) -> Int64) -> Column {
    int(a.ints, b.ints, a.validity & b.validity) { operation($0, $1) }
  }
}
