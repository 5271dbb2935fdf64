/// A word of an expression.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case literal(Literal)
    /// A plain word: a column, a function, `and`, `true`, …
    case word(String)
    /// A column's name in backquotes.
    case quotedName(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}
