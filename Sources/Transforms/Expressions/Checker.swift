import Columns
import Configuration

/// Gives an expression its types, chooses the overload of each call, and puts conversions in place.
struct Checker {
  /// The columns that may be used, by name, with their place among the inputs.
  private let inputs: [String: (position: Int, type: ValueType)]

  init(_ inputs: [(name: String, type: ValueType)]) {
    self.inputs = Dictionary(
      inputs.enumerated().map { ($1.name, (position: $0, type: $1.type)) }, uniquingKeysWith: { first, _ in first })
  }

  func check(_ syntax: Syntax) throws(ExpressionError) -> TypedExpression {
    let operand = try operand(syntax)
    guard let expression = operand.expression else {
      throw ExpressionError(syntax.range, "a missing value alone has no type", help: "compute something from a column")
    }
    return expression
  }

  /// A part of an expression before the call around it decides what it becomes.
  private enum Operand {
    case typed(TypedExpression)
    /// The literal `missing`, which has any type.
    case missing
    /// A literal text, which may also stand for a date, a timestamp or a word.
    case text(String)

    var expression: TypedExpression? {
      switch self {
      case .typed(let expression): expression
      case .missing: nil
      case .text(let text): TypedExpression(form: .constant(.string(text)), type: .string)
      }
    }

    var description: String {
      switch self {
      case .typed(let expression): expression.type.rawValue
      case .missing: "missing"
      case .text: ValueType.string.rawValue
      }
    }
  }

  private func operand(_ syntax: Syntax) throws(ExpressionError) -> Operand {
    switch syntax.form {
    case .literal(.missing): return .missing
    case .literal(.string(let text)): return .text(text)
    case .literal(.bool(let value)): return .typed(TypedExpression(form: .constant(.bool(value)), type: .bool))
    case .literal(.int(let value)): return .typed(TypedExpression(form: .constant(.int(value)), type: .int))
    case .literal(.float(let value)): return .typed(TypedExpression(form: .constant(.float(value)), type: .float))
    case .column(let name):
      guard let input = inputs[name] else { throw unknownColumn(name, syntax.range) }
      return .typed(TypedExpression(form: .input(input.position), type: input.type))
    case .call(let name, let arguments): return .typed(try call(name, arguments, syntax))
    }
  }

  private func unknownColumn(_ name: String, _ range: Range<Int>) -> ExpressionError {
    ExpressionError(
      range, "there is no column `\(name)`",
      help: Spelling.nearest(to: name, among: inputs.keys.sorted()).map { "did you mean `\($0)`?" })
  }

  // MARK: - Calls

  private func call(_ name: String, _ arguments: [Syntax], _ syntax: Syntax) throws(ExpressionError) -> TypedExpression
  {
    guard let function = Function.named[name] else {
      throw ExpressionError(
        syntax.head, "there is no function `\(name)`",
        help: Spelling.nearest(to: name, among: Function.callNames).map { "did you mean `\($0)`?" })
    }
    let candidates = function.overloads.filter { $0.accepts(count: arguments.count) }
    guard !candidates.isEmpty else {
      throw ExpressionError(
        syntax.range, "`\(name)` does not take \(arguments.count) \(arguments.count == 1 ? "argument" : "arguments")",
        help: "write `\(function.usage)`")
    }
    var operands: [Operand] = []
    for argument in arguments { operands.append(try operand(argument)) }
    try checkIsComparable(function, arguments, operands)
    guard let overload = cheapest(candidates, operands) else {
      throw mismatch(function, candidates, operands, syntax)
    }
    let converted = operands.enumerated().map { convert($1, to: overload.parameter(at: $0)) }
    return TypedExpression(form: .apply(overload.kernel, converted), type: overload.result)
  }

  /// `x == missing` is always missing, and never what was meant.
  private func checkIsComparable(
    _ function: Function, _ arguments: [Syntax], _ operands: [Operand]
  ) throws(ExpressionError) {
    for (argument, operand) in zip(arguments, operands) where function.group == .comparison {
      guard case .missing = operand else { continue }
      throw ExpressionError(argument.range, "nothing equals a missing value", help: "write `is_missing(x)`")
    }
  }

  private func cheapest(_ candidates: [Function.Overload], _ operands: [Operand]) -> Function.Overload? {
    guard operands.contains(where: { if case .missing = $0 { false } else { true } }) else { return nil }
    var best: (overload: Function.Overload, cost: Int)?
    for overload in candidates {
      var total = 0
      for (position, operand) in operands.enumerated() {
        guard let cost = cost(of: operand, as: overload.parameter(at: position)) else {
          total = .max
          break
        }
        total += cost
      }
      if total < best?.cost ?? .max { best = (overload, total) }
    }
    // `if(true, missing, missing)` fits every type, and so none.
    if best?.cost == 0, operands.filter({ if case .missing = $0 { true } else { false } }).count > 1 {
      let exact = candidates.filter { overload in
        operands.enumerated().allSatisfy { cost(of: $1, as: overload.parameter(at: $0)) == 0 }
      }
      if exact.count > 1 { return nil }
    }
    return best?.overload
  }

  /// What the conversion costs; `nil` if there is none.
  private func cost(of operand: Operand, as parameter: Function.Overload.Parameter) -> Int? {
    switch (operand, parameter) {
    case (.text(let text), .word(let word)): text == word ? 0 : nil
    case (_, .word): nil
    case (.missing, .value): 0
    case (.text, .value(.string)): 0
    case (.text(let text), .value(.date)): Calendar.date(text) == nil ? nil : 2
    case (.text(let text), .value(.timestamp)): Calendar.timestamp(text) == nil ? nil : 3
    case (.text, .value): nil
    case (.typed(let expression), .value(let type)):
      switch (expression.type, type) {
      case (let from, let to) where from == to: 0
      case (.int, .float), (.date, .timestamp): 1
      default: nil
      }
    }
  }

  private func convert(_ operand: Operand, to parameter: Function.Overload.Parameter) -> TypedExpression {
    switch (operand, parameter) {
    case (.missing, .value(let type)): return TypedExpression(form: .constant(.missing(type)), type: type)
    case (.text(let text), .value(.date)):
      return TypedExpression(form: .constant(.date(Calendar.date(text)!)), type: .date)
    case (.text(let text), .value(.timestamp)):
      return TypedExpression(form: .constant(.timestamp(Calendar.timestamp(text)!)), type: .timestamp)
    case (.typed(let expression), .value(.float)) where expression.type == .int:
      if case .constant(.int(let value)) = expression.form {
        return TypedExpression(form: .constant(.float(Double(value))), type: .float)
      }
      return TypedExpression(form: .apply({ Conversion.intToFloat($0[0]) }, [expression]), type: .float)
    case (.typed(let expression), .value(.timestamp)) where expression.type == .date:
      return TypedExpression(form: .apply({ Conversion.dateToTimestamp($0[0]) }, [expression]), type: .timestamp)
    case (.typed(let expression), _): return expression
    case (.text(let text), _): return TypedExpression(form: .constant(.string(text)), type: .string)
    case (.missing, .word): preconditionFailure("no word is missing")
    }
  }

  private func mismatch(
    _ function: Function, _ candidates: [Function.Overload], _ operands: [Operand], _ syntax: Syntax
  ) -> ExpressionError {
    let found = operands.map(\.description).joined(separator: ", ")
    return ExpressionError(
      syntax.head, "`\(function.name)` does not take (\(found))", help: help(function, candidates, operands))
  }

  private func help(_ function: Function, _ candidates: [Function.Overload], _ operands: [Operand]) -> String {
    if case .word = candidates[0].parameter(at: 0) {
      let words = candidates.compactMap { overload -> String? in
        if case .word(let word) = overload.parameter(at: 0) { word } else { nil }
      }
      if case .text(let text) = operands[0], words.contains(text) { return "write `\(function.usage)` with dates" }
      let distinct = words.enumerated().filter { words.firstIndex(of: $1) == $0 }.map { "'\($1)'" }
      return "the unit is one of \(distinct.joined(separator: ", "))"
    }
    let types = operands.compactMap(\.expression?.type)
    if types.contains(.string), types.contains(where: { $0 == .date || $0 == .timestamp }) {
      return "a date is written '2026-01-31', a timestamp '2026-01-31T12:00:00Z'"
    }
    if function.group == .arithmetic, types.contains(where: { $0 == .date || $0 == .timestamp }) {
      return "dates are subtracted with `date_diff` and shifted with `date_add`"
    }
    if types.contains(.bool), function.group == .arithmetic || function.group == .numbers {
      return "write `int(x)` to count true as 1"
    }
    let shapes = candidates.map { overload in
      let parameters = overload.parameters.map(\.description).joined(separator: ", ")
      return "(\(parameters)\(overload.repeatsLast ? ", …" : ""))"
    }
    return "it takes \(shapes.joined(separator: " or "))"
  }
}
