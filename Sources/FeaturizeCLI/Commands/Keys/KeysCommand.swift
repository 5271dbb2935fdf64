import ArgumentParser

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes key rings, and changes, lists and destroys their keys.",
    discussion: "docs/keys.md has the procedures: rotation, retirement, destruction, backup.",
    subcommands: [
      KeysNewCommand.self, KeysListCommand.self, KeysRotateCommand.self, KeysRetireCommand.self,
      KeysDestroyCommand.self, KeysPassphraseCommand.self,
    ])
}
