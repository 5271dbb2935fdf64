/// A value that the caller may set.
package struct ParameterDeclaration: Section {
  package enum Kind: String, ParameterWord { case int, float, bool, string, date }
  package var type = Kind.string
  package var `default`: Located<String>?

  package init() {}

  package static let parameters: [Parameter<ParameterDeclaration>] = [
    .init("type", \.type, "Type of the value.", required: true),
    .init("default", \.default, "The value when `--set` gives none."),
  ]
}
