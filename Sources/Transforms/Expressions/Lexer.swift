/// Cuts an expression into words.
struct Lexer {
  private let characters: [Character]
  private var position = 0

  /// Longest first.
  private static let symbols = [
    "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "^", "<", ">", "(", ")", ",", ".",
  ]

  /// Signs of other languages, and what to write.
  private static let foreign = [
    "&&": "write `and`", "||": "write `or`", "!": "write `not`", "=": "write `==` to compare",
    "\"": "text stands in single quotes, a column's name in backquotes", "?": "write `if(condition, a, b)`",
  ]

  init(_ text: String) { characters = Array(text) }

  static func tokens(of text: String) throws(ExpressionError) -> [Token] {
    var lexer = Lexer(text)
    var tokens: [Token] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(ExpressionError) -> Token {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard position < characters.count else { return Token(kind: .end, range: start..<start) }
    let kind = try kind()
    return Token(kind: kind, range: start..<position)
  }

  private mutating func kind() throws(ExpressionError) -> Token.Kind {
    let first = characters[position]
    if first.isDigit { return .literal(try number()) }
    if first.isLetter || first == "_" { return .word(word()) }
    if first == "'" { return .literal(.string(try quoted("the text"))) }
    if first == "`" { return .quotedName(try quoted("the column's name")) }
    if let symbol = Self.symbols.first(where: matches) {
      position += symbol.count
      return .symbol(symbol)
    }
    let sign = Self.foreign.keys.filter(matches).max { $0.count < $1.count }
    let range = position..<position + (sign?.count ?? 1)
    throw ExpressionError(range, "this sign has no meaning here", help: sign.flatMap { Self.foreign[$0] })
  }

  private func matches(_ symbol: String) -> Bool { characters[position...].starts(with: symbol) }

  private mutating func word() -> String {
    take { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  private mutating func take(while belongs: (Character) -> Bool) -> String {
    let start = position
    while position < characters.count, belongs(characters[position]) { position += 1 }
    return String(characters[start..<position])
  }

  private mutating func number() throws(ExpressionError) -> Literal {
    let start = position
    var text = take(while: \.isDigit)
    var isFloat = false
    if position + 1 < characters.count, characters[position] == ".", characters[position + 1].isDigit {
      position += 1
      text += "." + take(while: \.isDigit)
      isFloat = true
    }
    if position < characters.count, characters[position] == "e" || characters[position] == "E" {
      position += 1
      text += "e" + take { $0 == "+" || $0 == "-" }
      text += take(while: \.isDigit)
      isFloat = true
    }
    if position < characters.count, characters[position].isLetter || characters[position] == "_" {
      _ = word()
      throw ExpressionError(
        start..<position, "this is neither a number nor a name",
        help: "put a name that begins with a digit in backquotes")
    }
    if isFloat {
      guard let value = Double(text), value.isFinite else {
        throw ExpressionError(start..<position, "this number cannot be read as a float")
      }
      return .float(value)
    }
    guard let value = Int64(text) else {
      throw ExpressionError(
        start..<position, "this number does not fit in 64 bits", help: "write it as a float, with `.0` at its end")
    }
    return .int(value)
  }

  /// Between two quotes; the quote itself is written twice.
  private mutating func quoted(_ what: String) throws(ExpressionError) -> String {
    let start = position
    let quote = characters[position]
    var text = ""
    position += 1
    while position < characters.count {
      if characters[position] == quote {
        guard position + 1 < characters.count, characters[position + 1] == quote else {
          position += 1
          return text
        }
        position += 1
      }
      text.append(characters[position])
      position += 1
    }
    throw ExpressionError(start..<characters.count, "\(what) has no closing quote")
  }
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
