import Columns
import Glibc

extension Function {
  static let numbers: [Function] = [
    Function(
      "abs", .numbers, "abs(x)", "Absolute value.",
      [
        Overload([.int], .int) { arguments in
          Loops.int(arguments[0].ints, arguments[0].validity) { $0 == .min ? nil : abs($0) }
        },
        Overload([.float], .float) { Loops.float($0[0]) { abs($0) } },
      ]),
    Function(
      "sign", .numbers, "sign(x)", "−1, 0 or 1.",
      [
        Overload([.int], .int) { arguments in Loops.int(arguments[0].ints, arguments[0].validity) { $0.signum() } },
        Overload([.float], .float) { Loops.float($0[0]) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } },
      ]),
    Function(
      "round", .numbers, "round(x), round(x, digits)",
      "Nearest whole number, or of so many decimal digits; halves to the even one. An int alone stays as it is.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .float) { Loops.float($0[0]) { $0.rounded(.toNearestOrEven) } },
        Overload([.float, .int], .float) { Rounding.round($0[0], $0[1]) },
      ]),
    Function(
      "floor", .numbers, "floor(x)", "Largest whole number that is not above. An int stays as it is.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .float) { Loops.float($0[0]) { $0.rounded(.down) } },
      ]),
    Function(
      "ceil", .numbers, "ceil(x)", "Smallest whole number that is not below. An int stays as it is.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .float) { Loops.float($0[0]) { $0.rounded(.up) } },
      ]),
    Function(
      "min", .numbers, "min(a, b, …)", "Smallest of the arguments, of dates the earliest; missing if one of them is.",
      [
        Overload([.int, .int], repeatsLast: true, .int) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.ints($0, $1) { min($0, $1) } }
        },
        Overload([.float, .float], repeatsLast: true, .float) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.float($0, $1) { min($0, $1) } }
        },
        Overload([.date, .date], repeatsLast: true, .date) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.dates($0, $1) { min($0, $1) } }
        },
        Overload([.timestamp, .timestamp], repeatsLast: true, .timestamp) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.timestamps($0, $1) { min($0, $1) } }
        },
      ]),
    Function(
      "max", .numbers, "max(a, b, …)", "Largest of the arguments, of dates the latest; missing if one of them is.",
      [
        Overload([.int, .int], repeatsLast: true, .int) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.ints($0, $1) { max($0, $1) } }
        },
        Overload([.float, .float], repeatsLast: true, .float) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.float($0, $1) { max($0, $1) } }
        },
        Overload([.date, .date], repeatsLast: true, .date) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.dates($0, $1) { max($0, $1) } }
        },
        Overload([.timestamp, .timestamp], repeatsLast: true, .timestamp) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.timestamps($0, $1) { max($0, $1) } }
        },
      ]),
    Function(
      "clip", .numbers, "clip(x, low, high)", "`min(max(x, low), high)`.",
      [
        Overload([.int, .int, .int], .int) { arguments in
          let raised = Loops.ints(arguments[0], arguments[1]) { max($0, $1) }
          return Loops.ints(raised, arguments[2]) { min($0, $1) }
        },
        Overload([.float, .float, .float], .float) { arguments in
          let raised = Loops.float(arguments[0], arguments[1]) { max($0, $1) }
          return Loops.float(raised, arguments[2]) { min($0, $1) }
        },
      ]),
    Function(
      "pow", .numbers, "pow(a, b)", "Power, as `a ^ b`.",
      [Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { pow($0, $1) } }]),
    Function(
      "sqrt", .numbers, "sqrt(x)", "Square root; missing below 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { $0.squareRoot() } }]),
    Function(
      "exp", .numbers, "exp(x)", "e^x.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.exp($0) } }]),
    Function(
      "expm1", .numbers, "expm1(x)", "e^x − 1, exact near 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.expm1($0) } }]),
    Function(
      "log", .numbers, "log(x)", "Natural logarithm; missing unless x > 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log($0) } }]),
    Function(
      "ln", .numbers, "ln(x)", "The same as `log(x)`.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log($0) } }]),
    Function(
      "log1p", .numbers, "log1p(x)", "log(1 + x), exact near 0; missing unless x > −1.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log1p($0) } }]),
    Function(
      "log10", .numbers, "log10(x)", "Logarithm to base 10; missing unless x > 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log10($0) } }]),
    Function(
      "log2", .numbers, "log2(x)", "Logarithm to base 2; missing unless x > 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log2($0) } }]),
  ]
}

/// Rounding to decimal digits, as numpy does it.
enum Rounding {
  static func round(_ column: Column, _ digits: Column) -> Column {
    let rounded = Loops.zip(column.floats, digits.ints) { value, digits in
      // More digits than a double has change nothing, and its powers of ten end at 308.
      guard digits <= 300 else { return value }
      guard digits >= -308 else { return 0 }
      let power = pow(10, Double(abs(digits)))
      guard digits >= 0 else { return (value / power).rounded(.toNearestOrEven) * power }
      let scaled = value * power
      return scaled.isFinite ? scaled.rounded(.toNearestOrEven) / power : value
    }
    return Loops.finite(rounded, column.validity & digits.validity)
  }
}

extension Function {
  /// Angles are radians.
  static let angles: [Function] = [
    angle("sin", "Sine of an angle in radians.") { Glibc.sin($0) },
    angle("cos", "Cosine of an angle in radians.") { Glibc.cos($0) },
    angle("tan", "Tangent of an angle in radians.") { Glibc.tan($0) },
    angle("asin", "Angle in radians, −π/2 to π/2; missing outside −1 to 1.") { Glibc.asin($0) },
    angle("acos", "Angle in radians, 0 to π; missing outside −1 to 1.") { Glibc.acos($0) },
    angle("atan", "Angle in radians, −π/2 to π/2.") { Glibc.atan($0) },
    Function(
      "atan2", .numbers, "atan2(y, x)", "Angle in radians of the point (x, y), −π to π.",
      [Overload([.float, .float], .float) { Loops.float($0[0], $0[1]) { Glibc.atan2($0, $1) } }]),
  ]

  private static func angle(
    _ name: String, _ summary: String, _ operation: @escaping @Sendable (Double) -> Double
  ) -> Function {
    Function(
      name, .numbers, "\(name)(x)", summary, [Overload([.float], .float) { Loops.float($0[0], operation) }])
  }
}
