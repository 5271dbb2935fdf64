import ArgumentParser

/// Which pipeline, with which parameters.
struct PipelineOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The pipeline file; `-` reads it from standard input.", valueName: "pipeline"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .customLong("set"), help: ArgumentHelp("Sets a parameter of `params:`.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(help: ArgumentHelp("A YAML or JSON file with values for `params:`; `--set` wins.", valueName: "file"))
  var params: String?

  init() {}

  init(_ pipeline: String, assignments: [String]) {
    self.pipeline = pipeline
    self.assignments = assignments
    params = nil
  }
}
