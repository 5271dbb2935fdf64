package import Columns

/// A table that goes into a step, as far as the plan knows it.
package struct TableShape: Sendable {
  /// The name that `from:` gives it.
  package let name: String
  package let fields: [Field]
  /// Position among `fields` of the column that tells people apart; `nil` where none does.
  package let person: Int?

  package init(name: String, fields: [Field], person: Int? = nil) {
    self.name = name
    self.fields = fields
    self.person = person
  }

  package func position(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}
