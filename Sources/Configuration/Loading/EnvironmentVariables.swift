/// Environment variables, looked up one by one: those that nobody asks for, passphrases among them, are never copied.
package struct EnvironmentVariables: Sendable, ExpressibleByDictionaryLiteral {
  private let value: @Sendable (_ name: String) -> String?

  package init(_ value: @escaping @Sendable (_ name: String) -> String?) { self.value = value }

  package init(dictionaryLiteral elements: (String, String)...) {
    let variables = Dictionary(elements) { $1 }
    self.init { variables[$0] }
  }

  package subscript(name: String) -> String? { value(name) }
}
