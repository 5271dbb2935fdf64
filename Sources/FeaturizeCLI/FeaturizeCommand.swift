import ArgumentParser

@main
struct FeaturizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "featurize")
}
