package import Configuration
import Formats
package import Plan
import Privacy
import Transforms

/// A pipeline file from disk to plan, with its text for messages.
package struct LoadedPipeline: Sendable {
  /// For excerpts; absent if the file could not be read, and of a file that is no pipeline at all: it may be a table of
  /// customers, named by mistake, and an excerpt would show one of them.
  package let source: SourceText?
  package let plan: Result<Plan, DiagnosticError>
  /// Warnings and notes about the file.
  package let remarks: [Diagnostic]

  /// - Parameters:
  ///   - path: The file, or `-` for standard input.
  ///   - environment: The process's; only what the pipeline allows is looked at.
  package init(path: String, overrides: [Override] = [], environment: EnvironmentVariables) {
    let bytes: [UInt8]
    do throws(DiagnosticError) {
      bytes = try Self.bytes(of: path)
    } catch {
      self.init(failing: error)
      return
    }
    self.init(text: bytes, named: path, overrides: overrides, environment: environment)
  }

  /// A pipeline whose text is at hand.
  ///
  /// - Parameter path: of the file that it stood in; `-` for standard input.
  package init(text bytes: [UInt8], named path: String, overrides: [Override], environment: EnvironmentVariables) {
    let draft = PipelineDraft(
      bytes, file: path == "-" ? "<stdin>" : path,
      PipelineContext(overrides: overrides, environment: environment, argumentNames: Self.argumentNames))
    let plan = Result { () throws(DiagnosticError) in
      var plan = try Plan(draft)
      plan.origin = PlanOrigin(
        file: path, text: String(decoding: bytes, as: UTF8.self), overrides: overrides,
        environment: draft.pipeline.env.compactMap { name in environment[name].map { (name, $0) } })
      return plan
    }
    let planned = (try? plan.get())?.remarks ?? []
    self.init(
      source: draft.source.isPipeline ? draft.source : nil, plan: plan,
      remarks: (draft.diagnostics.filter { $0.severity != .error } + planned).sortedByPlace)
  }

  /// A pipeline that cannot even be looked at.
  package init(failing error: DiagnosticError) {
    self.init(source: nil, plan: .failure(error), remarks: [])
  }

  private init(source: SourceText?, plan: Result<Plan, DiagnosticError>, remarks: [Diagnostic]) {
    self.source = source
    self.plan = plan
    self.remarks = remarks
  }

  /// A small document: a pipeline or its parameters.
  package static func bytes(of path: String) throws(DiagnosticError) -> [UInt8] {
    do throws(FormatError) {
      return try ByteSource(path: path, memoryLimit: sizeLimit).bytes()
    } catch {
      throw DiagnosticError(error.diagnostic(reading: path))
    }
  }

  /// More than any pipeline needs; the reader has its own, smaller limit and says so.
  private static let sizeLimit = 64 << 20

  private static func argumentNames(_ use: String) -> [String] {
    (Catalog.entry(named: use)?.parameters ?? Treatments.entry(named: use)?.parameters ?? []).map(\.name)
  }
}
