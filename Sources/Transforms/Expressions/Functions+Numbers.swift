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
      "round", .numbers, "round(x)", "Nearest whole number; halves to the even one. An int stays as it is.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .float) { Loops.float($0[0]) { $0.rounded(.toNearestOrEven) } },
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
      "min", .numbers, "min(a, b, …)", "Smallest of the arguments; missing if one of them is.",
      [
        Overload([.int, .int], repeatsLast: true, .int) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.ints($0, $1) { min($0, $1) } }
        },
        Overload([.float, .float], repeatsLast: true, .float) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.float($0, $1) { min($0, $1) } }
        },
      ]),
    Function(
      "max", .numbers, "max(a, b, …)", "Largest of the arguments; missing if one of them is.",
      [
        Overload([.int, .int], repeatsLast: true, .int) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.ints($0, $1) { max($0, $1) } }
        },
        Overload([.float, .float], repeatsLast: true, .float) { arguments in
          arguments.dropFirst().reduce(arguments[0]) { Loops.float($0, $1) { max($0, $1) } }
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
      "log1p", .numbers, "log1p(x)", "log(1 + x), exact near 0; missing unless x > −1.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log1p($0) } }]),
    Function(
      "log10", .numbers, "log10(x)", "Logarithm to base 10; missing unless x > 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log10($0) } }]),
    Function(
      "log2", .numbers, "log2(x)", "Logarithm to base 2; missing unless x > 0.",
      [Overload([.float], .float) { Loops.float($0[0]) { Glibc.log2($0) } }]),
    Function(
      "int", .numbers, "int(x)", "Whole number: a float loses its fraction, true is 1; missing beyond 64 bits.",
      [
        Overload([.int], .int) { $0[0] },
        Overload([.float], .int) { arguments in
          Loops.int(arguments[0].floats, arguments[0].validity) { Int64(exactly: $0.rounded(.towardZero)) }
        },
        Overload([.bool], .int) { Conversion.boolToInt($0[0]) },
      ]),
    Function(
      "float", .numbers, "float(x)", "Float; true is 1.0.",
      [
        Overload([.float], .float) { $0[0] },
        Overload([.bool], .float) { Conversion.intToFloat(Conversion.boolToInt($0[0])) },
      ]),
  ]
}
