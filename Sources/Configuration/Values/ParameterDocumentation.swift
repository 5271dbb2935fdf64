/// A parameter as the documentation shows it.
package struct ParameterDocumentation: Sendable, Equatable {
  package let name: String
  package let summary: String
  package let isRequired: Bool
  /// As JSON; `nil` when absent by default.
  package let defaultValue: JSON?
  /// The bounds in words.
  package let bounds: [String]
}

extension Configurable {
  package static var documentation: [ParameterDocumentation] {
    parameters.map { parameter in
      ParameterDocumentation(
        name: parameter.name, summary: parameter.summary, isRequired: parameter.isRequired,
        defaultValue: parameter.isRequired ? nil : parameter.defaultValue(Self()),
        bounds: parameter.constraints.map(\.description))
    }
  }
}
