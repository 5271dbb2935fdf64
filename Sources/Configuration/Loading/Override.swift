/// A value given for a parameter outside the pipeline file, by `--set name=value` or `--params FILE`.
package struct Override: Sendable, Equatable {
  package let name: String
  package let value: String
  /// Where it was given.
  package let place: Diagnostic.Place

  package init(name: String, value: String, place: Diagnostic.Place) {
    self.name = name
    self.value = value
    self.place = place
  }

  /// Of `--set`: `name=value`; the value may be empty and may hold further `=`.
  package init(argument: String) throws(DiagnosticError) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
      throw DiagnosticError(
        Diagnostic(
          .badParameterValue, at: .whole("--set"), "`--set` needs a name and a value", help: "write --set NAME=VALUE"))
    }
    self.init(
      name: String(argument[..<sign]), value: String(argument[argument.index(after: sign)...]), place: .whole("--set"))
  }

  /// Of `--params`: a YAML (so also a JSON) file with one mapping of names to scalars.
  package static func read(_ bytes: [UInt8], file: String) throws(DiagnosticError) -> [Override] {
    let root = try YAMLReader.read(bytes, file: file)
    var decoder = Decoder(file: file)
    var overrides: [Override] = []
    if case .mapping(let entries) = root.content {
      for entry in entries {
        guard let scalar = entry.value.scalar("one value", &decoder) else { continue }
        overrides.append(Override(name: entry.key.value, value: scalar.text, place: .file(file, entry.value.span)))
      }
    } else {
      decoder.report(
        .wrongKind, at: root.span, "expected a mapping of parameters, found \(root.kind)", help: "write `name: value`")
    }
    if !decoder.diagnostics.isEmpty { throw DiagnosticError(decoder.diagnostics) }
    return overrides
  }
}
