/// What reading a pipeline file needs beside its bytes.
package struct PipelineContext: Sendable {
  /// Values for parameters; of two for one name the later one counts.
  package var overrides: [Override]
  /// The process environment; only what the pipeline's `env:` names is looked at.
  package var environment: EnvironmentVariables
  /// What `${run.id}` stands for.
  package var runId: String
  /// The argument names of the transformer or treatment with this name, for "move it under `with:`".
  package var argumentNames: @Sendable (_ use: String) -> [String]

  package init(
    overrides: [Override] = [], environment: EnvironmentVariables = [:], runId: String = "run",
    argumentNames: @escaping @Sendable (_ use: String) -> [String] = { _ in [] }
  ) {
    self.overrides = overrides
    self.environment = environment
    self.runId = runId
    self.argumentNames = argumentNames
  }
}
