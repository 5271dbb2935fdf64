package import Configuration
import Formats
package import Privacy

/// A file of patterns from disk, with its text for messages.
package struct LoadedPatterns: Sendable {
  /// For excerpts; absent if the file could not be read.
  package let source: SourceText?
  package let patterns: Result<[CustomPattern], DiagnosticError>

  package init(path: String) {
    let bytes: [UInt8]
    do throws(DiagnosticError) {
      bytes = try LoadedPipeline.bytes(of: path)
    } catch {
      source = nil
      patterns = .failure(error)
      return
    }
    var decoder = Decoder(file: path)
    let result = Result { () throws(DiagnosticError) -> [CustomPattern] in
      let root = try YAMLReader.read(bytes, file: path)
      let file = PatternFile.decode(root, &decoder)
      let patterns = CustomPatterns.compile(file?.patterns ?? [], &decoder)
      let diagnostics = decoder.diagnostics.sortedByPlace
      if diagnostics.contains(where: { $0.severity == .error }) { throw DiagnosticError(diagnostics) }
      return patterns
    }
    // A file without a single key of ours may be anything, named by mistake: nothing of it is shown.
    let isOurs = (try? YAMLReader.read(bytes, file: path))?["patterns"] != nil
    source = isOurs ? SourceText(bytes, file: path) : nil
    patterns = result
  }
}
