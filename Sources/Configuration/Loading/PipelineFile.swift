/// A pipeline file without an error in it.
package struct PipelineFile: Sendable {
  package let pipeline: Pipeline
  /// The values of `params:`, by name, for expressions; dates are text.
  package let parameters: [String: JSON]
  package let source: SourceText
  /// Warnings and notes; no errors.
  package let diagnostics: [Diagnostic]

  package var file: String { source.file }

  /// Throws the errors of the file, by place: all of them, up to `Decoder.maximumDiagnostics`.
  package static func load(
    _ bytes: [UInt8], file: String, _ context: PipelineContext = PipelineContext()
  ) throws(DiagnosticError) -> PipelineFile {
    try PipelineDraft(bytes, file: file, context).finished()
  }
}

/// A pipeline file as far as it could be read: what whoever checks further needs, to add to the same report.
///
/// Sections that could not be read hold defaults, so a check that looks at one first asks whether it `isSound`; checks
/// that follow columns through the graph need the whole pipeline and wait until `hasErrors` is false.
package struct PipelineDraft: Sendable {
  package let pipeline: Pipeline
  package let parameters: [String: JSON]
  package let source: SourceText
  /// By place; those of no file first.
  package let diagnostics: [Diagnostic]
  private let decoder: Decoder
  private let isReadable: Bool

  package var file: String { source.file }
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package init(_ bytes: [UInt8], file: String, _ context: PipelineContext = PipelineContext()) {
    source = SourceText(bytes, file: file)
    var decoder = Decoder(file: file, argumentNames: context.argumentNames)
    do throws(DiagnosticError) {
      let root = try YAMLReader.read(source, bytes)
      let values = ParameterValues(of: root, overrides: context.overrides, &decoder)
      let filled = Interpolation(of: root, context, values).fill(root, &decoder)
      let decoded = Pipeline.decode(filled, &decoder)
      pipeline = decoded ?? Pipeline()
      parameters = values.values
      diagnostics = decoder.diagnostics.sortedByPlace
      isReadable = decoded != nil
    } catch {
      pipeline = Pipeline()
      parameters = [:]
      diagnostics = error.diagnostics
      isReadable = false
    }
    self.decoder = decoder
  }

  /// Whether all that lies under these keys and 0-based list positions was read without an error:
  /// `isSound("sources", "customers", "contract")`, `isSound("steps", "3")`.
  package func isSound(_ keys: String...) -> Bool {
    isReadable && !decoder.isFull && !decoder.damage.contains { $0.starts(with: keys) }
  }

  /// For the arguments under `with:`: silent where an error has been reported already.
  package func argumentDecoder() -> Decoder { decoder.successor() }

  /// The pipeline, if nothing is wrong with it.
  package func finished() throws(DiagnosticError) -> PipelineFile {
    if hasErrors { throw DiagnosticError(diagnostics) }
    return PipelineFile(pipeline: pipeline, parameters: parameters, source: source, diagnostics: diagnostics)
  }
}
