/// The grammar of expressions for `docs/expressions.md`; the operators and their order are the parser's.
enum Grammar {
  static var markdown: String {
    """
    ```ebnf
    \(rules.joined(separator: "\n"))
    ```

    """
  }

  private static var rules: [String] {
    [
      "expression  = disjunction ;",
      rule("disjunction", of: "conjunction", Parser.operators(atPower: 1)),
      rule("conjunction", of: "negation", Parser.operators(atPower: 2)),
      #"negation    = "not" negation | comparison ;"#,
      "comparison  = sum [ comparator sum | membership ] ;",
      "comparator  = \(choice(Parser.operators(atPower: 4).filter { !$0.first!.isLetter })) ;",
      #"membership  = [ "not" ] "in" "(" expression { "," expression } ")""#,
      #"            | [ "not" ] "between" sum "and" sum"#,
      #"            | "is" [ "not" ] "missing" ;"#,
      rule("sum", of: "product", Parser.operators(atPower: 5)),
      rule("product", of: "sign", Parser.operators(atPower: 6)),
      #"sign        = "-" sign | power ;"#,
      "power       = operand [ ( \(choice(Parser.operators(atPower: 8))) ) sign ] ;",
      #"operand     = literal | column | "params." word | call | "(" expression ")" ;"#,
      #"call        = word "(" [ expression { "," expression } ] ")" ;"#,
      #"literal     = int | float | text | "true" | "false" | "missing" ;"#,
      #"column      = word | "`" { character | "``" } "`" ;"#,
      #"int         = digit { digit } ;"#,
      #"float       = int [ "." int ] [ ( "e" | "E" ) [ "+" | "-" ] int ] ;"#,
      #"text        = "'" { character | "''" } "'" ;"#,
      #"word        = ( letter | "_" ) { letter | digit | "_" } ;"#,
    ]
  }

  private static func rule(_ name: String, of part: String, _ operators: [String]) -> String {
    let name = name + String(repeating: " ", count: 11 - name.count)
    return "\(name) = \(part) { \(operators.count == 1 ? choice(operators) : "( \(choice(operators)) )") \(part) } ;"
  }

  private static func choice(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: " | ") }
}
