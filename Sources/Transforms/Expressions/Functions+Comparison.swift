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
