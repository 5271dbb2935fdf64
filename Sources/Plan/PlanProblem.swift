package import Configuration

/// One thing that keeps a pipeline from being a plan; becomes a diagnostic with the file's name.
package struct PlanProblem: Error, Sendable, Equatable {
  package let code: DiagnosticCode
  package let span: SourceSpan
  package let message: String
  package let help: String?

  package init(_ code: DiagnosticCode, at span: SourceSpan, _ message: String, help: String? = nil) {
    self.code = code
    self.span = span
    self.message = message
    self.help = help
  }

  package func diagnostic(in file: String) -> Diagnostic {
    Diagnostic(code, at: .file(file, span), message, help: help)
  }
}

extension Decoder {
  mutating func report(_ problem: PlanProblem) {
    report(problem.code, at: problem.span, problem.message, help: problem.help)
  }
}
