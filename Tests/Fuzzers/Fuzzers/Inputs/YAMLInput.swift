import Configuration

/// A pipeline file: read or refused, with places inside the text, the same both times.
enum YAMLInput: FuzzedInput {
  static let name = "yaml"

  static func check(_ bytes: [UInt8]) {
    let draft = PipelineDraft(bytes, file: "pipeline.yaml")
    let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 2
    for diagnostic in draft.diagnostics {
      guard case .file(_, let span) = diagnostic.place else { continue }
      require((1...lines).contains(span.line) && span.column >= 1, "a place outside the file")
    }
    let again = PipelineDraft(bytes, file: "pipeline.yaml")
    require(draft.diagnostics.map(\.message) == again.diagnostics.map(\.message), "two readings differ")
  }
}
