package import Configuration

/// What a plan was made of: what making it again starts from.
package struct PlanOrigin: Sendable {
  /// As it was given; `-` for standard input.
  package let file: String
  package let text: String
  package let overrides: [Override]
  /// The variables that the pipeline may read, with their values.
  package let environment: [(name: String, value: String)]
  /// Files that were given for sources, by their names.
  package internal(set) var sources: [(name: String, file: String)] = []
  /// A file that was given for all rows.
  package internal(set) var output: String?

  package init(
    file: String, text: String, overrides: [Override], environment: [(name: String, value: String)]
  ) {
    self.file = file
    self.text = text
    self.overrides = overrides
    self.environment = environment
  }
}
