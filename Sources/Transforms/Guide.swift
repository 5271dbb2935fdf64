/// What `featurize explain` and the documentation say of a transformer beyond its parameters.
package struct Guide: Sendable {
  /// One sentence on what it does.
  package let summary: String
  /// The class or function with the same numbers, if there is one: of scikit-learn, else of another library that people
  /// know (category_encoders, feature_engine, skrub, numpy), by its full name. Naming one obliges to golden cases of
  /// every kind (`GoldenTests`).
  package let counterpart: String?
  /// How the result is computed, in plain text.
  package let formula: String
  /// Where the formula comes from.
  package let source: String
  /// A step that works in a pipeline, as YAML.
  package let example: String
  /// What the fitted state holds, and what that reveals of people.
  package let reveals: String

  package init(
    summary: String, counterpart: String?, formula: String, source: String, example: String, reveals: String
  ) {
    self.summary = summary
    self.counterpart = counterpart
    self.formula = formula
    self.source = source
    self.example = example
    self.reveals = reveals
  }
}
