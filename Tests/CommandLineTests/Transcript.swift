import Foundation

/// A command-line test as a text file: files to lay out, then commands with what they print and how they exit.
///
/// ```
/// == file pipeline.yaml
/// …
/// == command featurize lint pipeline.yaml
/// == exit 2
/// == stdout
/// == stderr
/// error[F0101]: …
/// ```
/// A section's text ends with a newline unless it is empty. `FEATURIZE_RECORD=1` writes what the commands do now.
struct Transcript {
  struct Command {
    var line: String
    var exit: Int32 = 0
    var stdout = ""
    var stderr = ""
  }

  var files: [(name: String, content: String)] = []
  var commands: [Command] = []

  init(_ text: String) throws {
    var section = ""
    var body: [Substring] = []
    func close(_ transcript: inout Transcript) throws {
      let content = body.isEmpty ? "" : body.joined(separator: "\n") + "\n"
      let words = section.split(separator: " ", maxSplits: 1).map(String.init)
      switch words.first {
      case nil: break
      case "file": transcript.files.append((words[1], content))
      case "command": transcript.commands.append(Command(line: words[1]))
      case "exit": transcript.commands[transcript.commands.count - 1].exit = Int32(words[1])!
      case "stdout": transcript.commands[transcript.commands.count - 1].stdout = content
      case "stderr": transcript.commands[transcript.commands.count - 1].stderr = content
      default: throw Malformed(section: section)
      }
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      if line.hasPrefix("== ") {
        try close(&self)
        section = String(line.dropFirst(3))
        body = []
      } else {
        body.append(line)
      }
    }
    try close(&self)
  }

  struct Malformed: Error {
    let section: String
  }

  /// The transcript as text; reads back equal.
  var text: String {
    files.map { "== file \($0.name)\n\($0.content)" }.joined()
      + commands.map { command in
        "== command \(command.line)\n== exit \(command.exit)\n== stdout\n\(command.stdout)== stderr\n\(command.stderr)"
      }.joined()
  }

  /// Runs the commands in `directory`, a shell for each, with the built `featurize` first on the path.
  func replay(in directory: URL, binaries: URL) throws -> Transcript {
    for file in files {
      let url = directory.appending(path: file.name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.content.utf8).write(to: url)
    }
    var replayed = self
    for position in commands.indices {
      let outcome = try Shell.run(commands[position].line, in: directory, binaries: binaries)
      replayed.commands[position].exit = outcome.exit
      replayed.commands[position].stdout = outcome.stdout
      replayed.commands[position].stderr = outcome.stderr
    }
    return replayed
  }
}
