import Configuration
import Engine
import Privacy

extension Terminal {
  /// Says what a fitted state holds, and judges it.
  func checkState(_ path: String, k: Int, _ options: ReportOptions) -> ExitStatus {
    let terminal = adjusted(to: options)
    let document: [UInt8]
    do throws(DiagnosticError) {
      document = try LoadedPipeline.bytes(of: path)
    } catch {
      terminal.report(error.diagnostics, options.format, sources: [])
      return .runtime
    }
    do throws(EngineError) {
      let check = try StateCheck(document, path: path, k: k)
      terminal.show(check.text, check.json, check.diagnostics, options)
      return check.hasFailed ? .failed : .ok
    } catch {
      terminal.report(error.diagnostics(naming: path), options.format, sources: [])
      return .failed
    }
  }

  /// Measures a table, and judges it.
  func checkTable(_ request: TableCheck.Request, _ policy: ReleasePolicy, _ options: ReportOptions) -> ExitStatus {
    let terminal = adjusted(to: options)
    do throws(EngineError) {
      let check = try TableCheck(request, policy)
      terminal.show(check.text, check.json, check.diagnostics, options)
      return check.shortcomings.isEmpty ? .ok : .failed
    } catch {
      terminal.report(error.diagnostics(naming: request.path), options.format, sources: [])
      return .runtime
    }
  }

  /// The report is data; what falls short is said beside it, or for programs in it.
  private func show(_ text: String, _ json: JSON, _ diagnostics: [Diagnostic], _ options: ReportOptions) {
    if options.format == .json {
      data(json.pretty)
    } else {
      if !options.quiet { data(text) }
      report(diagnostics.filter { !options.quiet || $0.severity == .error }, .text, sources: [])
    }
  }
}
