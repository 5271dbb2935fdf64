import ArgumentParser
import Configuration
import Plan

struct SchemaCommand: TerminalCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of the pipeline language, for editors.")

  func run(on terminal: Terminal) -> ExitStatus {
    terminal.data(Reference.schema.pretty)
    return .ok
  }
}
