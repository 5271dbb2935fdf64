import ArgumentParser

struct CompletionsCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Prints what makes a shell complete commands, options and files.",
    discussion: """
      bash: featurize completions bash > ~/.local/share/bash-completion/completions/featurize
      zsh:  featurize completions zsh > a folder of $fpath, as _featurize
      fish: featurize completions fish > ~/.config/fish/completions/featurize.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish

    fileprivate var completed: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.data(FeaturizeCommand.completionScript(for: shell.completed) + "\n")
    return .ok
  }
}
