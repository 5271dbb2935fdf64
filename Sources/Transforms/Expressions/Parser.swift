import Configuration

/// Reads an expression: operator precedence after V. Pratt (1973), "Top down operator precedence".
struct Parser {
  /// Characters.
  static let maximumLength = 10_000
  /// Parentheses, calls and prefix signs inside each other; and the height of the tree.
  static let maximumDepth = 100
  static let maximumHeight = 200

  private let tokens: [Token]
  private let parameters: [String: JSON]
  private var position = 0

  /// `parameters` are the values of `params.name`.
  static func parse(_ text: String, parameters: [String: JSON]) throws(ExpressionError) -> Syntax {
    let length = text.count
    guard length <= maximumLength else {
      throw ExpressionError(
        maximumLength..<length, "the expression is longer than \(maximumLength) characters",
        help: "divide it among several steps")
    }
    var parser = Parser(tokens: try Lexer.tokens(of: text), parameters: parameters)
    let syntax = try parser.expression(above: 0, depth: 0)
    guard parser.token.kind == .end else {
      throw ExpressionError(parser.token.range, "an operator or the end was expected here")
    }
    return syntax
  }

  private init(tokens: [Token], parameters: [String: JSON]) {
    self.tokens = tokens
    self.parameters = parameters
  }

  private var token: Token { tokens[position] }

  /// The end is never passed.
  private var next: Int { min(position + 1, tokens.count - 1) }

  private mutating func advance() { position = next }

  // MARK: - Operators

  private struct Infix {
    let name: String
    let power: Int
    var isRightAssociative = false
    var isComparison: Bool { power == Self.comparison }

    static let negation = 3
    static let comparison = 4
    static let sign = 7

    static let all: [String: Infix] = {
      var all: [String: Infix] = [
        "or": Infix(name: "or", power: 1), "and": Infix(name: "and", power: 2),
        "^": Infix(name: "^", power: 8, isRightAssociative: true),
        "**": Infix(name: "^", power: 8, isRightAssociative: true),
      ]
      for name in ["==", "!=", "<", "<=", ">", ">="] { all[name] = Infix(name: name, power: comparison) }
      for name in ["in", "between", "is", "not"] { all[name] = Infix(name: name, power: comparison) }
      for name in ["+", "-"] { all[name] = Infix(name: name, power: 5) }
      for name in ["*", "/", "//", "%"] { all[name] = Infix(name: name, power: 6) }
      return all
    }()
  }

  /// The infix operators that bind this strongly, in order of their signs.
  static func operators(atPower power: Int) -> [String] {
    Infix.all.filter { $0.value.power == power }.keys.sorted()
  }

  private var infix: Infix? {
    // As an operator `not` is a part of `not in` and `not between`.
    if token.kind == .word("not"), !Membership.words.contains(where: { tokens[next].kind == .word($0) }) { return nil }
    return switch token.kind {
    case .symbol(let name), .word(let name): Infix.all[name]
    default: nil
    }
  }

  private mutating func expression(above power: Int, depth: Int) throws(ExpressionError) -> Syntax {
    guard depth <= Self.maximumDepth else { throw tooDeep(token.range) }
    var left = try operand(above: power, depth: depth)
    var previous: Infix?
    while let infix, infix.power > power {
      if infix.isComparison, previous?.isComparison == true {
        throw ExpressionError(token.range, "comparisons do not chain", help: "write `a < b and b < c`")
      }
      previous = infix
      if Membership.words.contains(infix.name) || infix.name == "is" || infix.name == "not" {
        left = try membership(of: left, depth: depth)
        guard left.height <= Self.maximumHeight else { throw tooDeep(left.head) }
        continue
      }
      let head = token.range
      advance()
      let right = try expression(above: infix.isRightAssociative ? infix.power - 1 : infix.power, depth: depth + 1)
      left = Syntax(
        call: infix.name, [left, right], left.range.lowerBound..<right.range.upperBound, head: head)
      guard left.height <= Self.maximumHeight else { throw tooDeep(head) }
    }
    return left
  }

  /// `x in (a, b)`, `x between a and b`, `x is missing`, each with a `not` where it reads best.
  private mutating func membership(of value: Syntax, depth: Int) throws(ExpressionError) -> Syntax {
    let head = token.range
    var isNegated = skip("not")
    let name: String
    var arguments = [value]
    if skip("in") {
      name = "in"
      guard token.kind == .symbol("(") else {
        throw ExpressionError(token.range, "a list in parentheses was expected after `in`", help: "write `x in (a, b)`")
      }
      arguments += try list(depth: depth)
    } else if skip("between") {
      name = "between"
      arguments.append(try expression(above: Infix.comparison, depth: depth + 1))
      guard skip("and") else {
        throw ExpressionError(token.range, "`and` was expected here", help: "write `x between a and b`")
      }
      arguments.append(try expression(above: Infix.comparison, depth: depth + 1))
    } else {
      name = "is_missing"
      advance()
      isNegated = skip("not")
      guard skip("missing") else {
        throw ExpressionError(
          token.range, "`missing` was expected after `is`", help: "values are compared with `==`")
      }
    }
    let end = tokens[position - 1].range.upperBound
    let call = Syntax(call: name, arguments, value.range.lowerBound..<end, head: head)
    return isNegated ? Syntax(call: "not", [call], call.range, head: head) : call
  }

  /// Whether the word stood here; it is then behind.
  private mutating func skip(_ word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    advance()
    return true
  }

  private func tooDeep(_ range: Range<Int>) -> ExpressionError {
    ExpressionError(range, "the expression is nested too deeply", help: "divide it among several steps")
  }

  // MARK: - Operands

  private mutating func operand(above power: Int, depth: Int) throws(ExpressionError) -> Syntax {
    let token = token
    switch token.kind {
    case .literal(let literal):
      advance()
      return Syntax(literal, token.range)
    case .quotedName(let name):
      advance()
      return Syntax(column: name, token.range)
    case .symbol("("):
      advance()
      let inner = try expression(above: 0, depth: depth + 1)
      let end = try expect(")", toClose: token.range)
      return inner.widened(to: token.range.lowerBound..<end)
    case .symbol("-"): return try prefix("-", power: Infix.sign, depth: depth)
    case .word("not"):
      guard power < Infix.negation else {
        throw ExpressionError(token.range, "`not` binds less than the operator before it", help: "write `(not …)`")
      }
      return try prefix("not", power: Infix.negation, depth: depth)
    case .word(let word): return try named(word, depth: depth)
    case .symbol, .end:
      throw ExpressionError(
        token.range.isEmpty ? token.range.lowerBound..<token.range.lowerBound + 1 : token.range,
        "a value, a column or a function was expected here")
    }
  }

  private mutating func prefix(_ name: String, power: Int, depth: Int) throws(ExpressionError) -> Syntax {
    let head = token.range
    advance()
    let argument = try expression(above: power, depth: depth + 1)
    let syntax = Syntax(call: name, [argument], head.lowerBound..<argument.range.upperBound, head: head)
    guard syntax.height <= Self.maximumHeight else { throw tooDeep(head) }
    return syntax
  }

  private mutating func named(_ word: String, depth: Int) throws(ExpressionError) -> Syntax {
    let head = token.range
    advance()
    switch (word, token.kind) {
    case ("true", _): return Syntax(.bool(true), head)
    case ("false", _): return Syntax(.bool(false), head)
    case ("missing", _): return Syntax(.missing, head)
    case ("and", _), ("or", _):
      throw ExpressionError(head, "a value, a column or a function was expected before `\(word)`")
    case ("params", .symbol(".")): return try parameter(head)
    case (_, .symbol("(")): return try call(word, head, depth: depth)
    case (_, .symbol(".")):
      throw ExpressionError(token.range, "only `params` has members", help: "put a name with a full stop in backquotes")
    default: return Syntax(column: word, head)
    }
  }

  private mutating func call(_ name: String, _ head: Range<Int>, depth: Int) throws(ExpressionError) -> Syntax {
    let arguments = try list(depth: depth)
    let syntax = Syntax(call: name, arguments, head.lowerBound..<tokens[position - 1].range.upperBound, head: head)
    guard syntax.height <= Self.maximumHeight else { throw tooDeep(head) }
    return syntax
  }

  /// Expressions between parentheses.
  private mutating func list(depth: Int) throws(ExpressionError) -> [Syntax] {
    let open = token.range
    advance()
    var items: [Syntax] = []
    if token.kind != .symbol(")") {
      items.append(try expression(above: 0, depth: depth + 1))
      while token.kind == .symbol(",") {
        advance()
        items.append(try expression(above: 0, depth: depth + 1))
      }
    }
    _ = try expect(")", toClose: open)
    return items
  }

  private mutating func expect(_ symbol: String, toClose open: Range<Int>) throws(ExpressionError) -> Int {
    guard token.kind == .symbol(symbol) else { throw ExpressionError(open, "this parenthesis is not closed") }
    defer { advance() }
    return token.range.upperBound
  }

  private mutating func parameter(_ head: Range<Int>) throws(ExpressionError) -> Syntax {
    advance()
    guard case .word(let name) = token.kind else {
      throw ExpressionError(token.range, "the name of a parameter was expected after `params.`")
    }
    let range = head.lowerBound..<token.range.upperBound
    advance()
    guard let value = parameters[name] else {
      throw ExpressionError(
        range, "there is no parameter `\(name)`",
        help: Spelling.nearest(to: name, among: parameters.keys.sorted()).map { "did you mean `params.\($0)`?" }
          ?? "declare it under `params:`")
    }
    switch value {
    case .null: return Syntax(.missing, range)
    case .bool(let value): return Syntax(.bool(value), range)
    case .int(let value): return Syntax(.int(value), range)
    case .float(let value): return Syntax(.float(value), range)
    case .string(let value): return Syntax(.string(value), range)
    case .array, .object: throw ExpressionError(range, "the parameter `\(name)` is not a single value")
    }
  }
}
