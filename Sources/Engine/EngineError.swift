package import Configuration
import Formats
package import Ledger
package import Plan
package import Privacy
import Transforms

/// Why a run stopped. Nothing has been published when it is thrown.
package enum EngineError: Error, Sendable {
  /// A selector or name that did not hold once fitting had shown the columns.
  case plan(PlanProblem)
  case step(StepFailure)
  case privacy(PrivacyError)
  case egress(EgressError)
  case ledger(LedgerError)
  case lookup(Lookup.Problem)
  /// Already in the words of a message.
  case diagnostics([Diagnostic])
  case interrupted

  /// What to tell the user before there is a plan.
  package func diagnostics(naming file: String) -> [Diagnostic] {
    switch self {
    case .diagnostics(let diagnostics): diagnostics
    case .ledger(let error): [Diagnostic(error.code, at: .whole(file), error.message, help: error.help)]
    case .privacy(let error): [Diagnostic(error.code, at: .whole(file), error.message, help: error.help)]
    case .lookup(let problem): [problem.diagnostic(at: .whole(file))]
    case .egress(let error): [Diagnostic(error.code, at: .whole(file), error.message, help: error.help)]
    case .interrupted: [Diagnostic(.interrupted, at: .whole(file), "interrupted; what was under way was not published")]
    default: [Diagnostic(.badPartialFile, at: .whole(file), "the file cannot be used")]
    }
  }

  /// What to tell the user.
  package func diagnostics(for plan: Plan) -> [Diagnostic] {
    switch self {
    case .plan(let problem): [problem.diagnostic(in: plan.file)]
    case .step(let failure): [failure.diagnostic(for: plan)]
    case .privacy(let error):
      [Diagnostic(error.code, at: .whole(plan.file), error.message, help: error.help)]
    case .ledger(let error):
      [Diagnostic(error.code, at: .whole(plan.file), error.message, help: error.help)]
    case .lookup(let problem): [problem.diagnostic(at: .whole(plan.file))]
    case .egress(let error):
      [Diagnostic(error.code, at: .whole(plan.file), error.message, help: error.help)]
    case .diagnostics(let diagnostics): diagnostics
    case .interrupted:
      [Diagnostic(.interrupted, at: .whole(plan.file), "the run was interrupted; nothing was published")]
    }
  }
}

/// What a transformer refused, and in which step.
package struct StepFailure: Error, Sendable {
  let step: Int
  /// The table whose rows the error counts.
  let table: String
  let error: TransformError

  /// A row's failure has its place in the data; any other in the step.
  func diagnostic(for plan: Plan) -> Diagnostic {
    let problem = plan.steps[step].problem(error)
    guard case .badValue(let column, let row, let what) = error else { return problem.diagnostic(in: plan.file) }
    return Diagnostic(
      problem.code, at: .data(source: table, row: row, column: column),
      "step `\(plan.steps[step].id)`: \(what)", help: problem.help)
  }
}
