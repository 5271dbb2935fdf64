import ArgumentParser
import Configuration

/// The words of a command line that choose the command, looked at before the rest is parsed: the parser would call a
/// misspelt command an unexpected argument, and a missing one a wish for help.
struct CommandWords {
  /// What to tell the user, if the words choose no command.
  let problem: String?

  init(_ arguments: [String], root: any ParsableCommand.Type = FeaturizeCommand.self) {
    var words = arguments[...]
    let asksForHelp = words.first == "help"
    if asksForHelp { words.removeFirst() }
    var command = root
    var path = root.configuration.commandName ?? ""
    while !command.configuration.subcommands.isEmpty {
      guard let word = words.popFirst() else {
        problem = asksForHelp ? nil : root.helpMessage(for: command)
        return
      }
      // An option of the command itself, such as --help.
      if word.hasPrefix("-") { break }
      guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        problem = Self.problem(with: word, of: path, command)
        return
      }
      command = next
      path += " \(word)"
    }
    problem = nil
  }

  private static func problem(with word: String, of path: String, _ command: any ParsableCommand.Type) -> String {
    if toCome[path, default: []].contains(word) { return comesLater("\(path) \(word)") }
    let known = command.configuration.subcommands.compactMap { $0.configuration.commandName }
    let nearest = Spelling.nearest(to: word, among: known)
    return "Error: `\(path)` has no command `\(word)`" + (nearest.map { "; did you mean `\($0)`?" } ?? "")
      + "\n  Its commands are \(known.joined(separator: ", ")). See '\(path) --help' for more information."
  }

  private static func comesLater(_ command: String) -> String {
    "Error: `\(command)` comes with a later version of featurize; this is \(FeaturizeCommand.configuration.version)"
  }

  /// Commands of the design that are not in this version, by the command they belong to.
  private static let toCome: [String: Set<String>] = [
    "featurize": [
      "test", "diff", "migrate",
    ]
  ]
}
