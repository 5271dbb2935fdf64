import ArgumentParser
import Engine

extension ScannedFormat: ExpressibleByArgument {}

/// What is read, and what is looked for.
struct ScanOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The file, also .gz and .zst; `-` reads standard input.", valueName: "file"),
    completion: .file())
  var path: String

  @Option(help: "How the file is read: csv, jsonl or text; by default as its name ends.")
  var formatIn: ScannedFormat?

  @Option(
    help: ArgumentHelp("Between the fields of a CSV; by default what its first line suggests.", valueName: "char"))
  var delimiter: String?

  func validate() throws {
    guard let delimiter else { return }
    let bytes = Array(delimiter.utf8)
    if bytes.count != 1 || bytes[0] >= 0x80 || "\"\r\n\0".utf8.contains(bytes[0]) {
      throw ValidationError("--delimiter takes one ASCII character, neither a quote nor a line end")
    }
  }

  var file: ScannedFile { ScannedFile(path: path, format: formatIn, delimiter: delimiter?.utf8.first) }
}
