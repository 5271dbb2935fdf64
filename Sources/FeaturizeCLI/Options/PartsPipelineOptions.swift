import ArgumentParser

/// The pipeline that parts belong to.
struct PartsPipelineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The pipeline file; otherwise the one that the part names.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Sets a parameter of `params:`, as it was when the parts were collected.", valueName: "name=value"))
  var assignments: [String] = []
}
