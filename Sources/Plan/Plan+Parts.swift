import Columns
import Configuration
import Transforms

extension Plan {
  /// Why the statistics of parts of the rows would not add up to one fit over all of them (`fit --partial`); empty
  /// where they do.
  package var obstaclesToParts: [PlanProblem] {
    randomTokens
      + steps.compactMap { step in
        switch step.work {
        case .tables:
          PlanProblem(
            .partialFit, at: step.span,
            "step `\(step.id)` works on a whole table, which a part of the rows does not show",
            help: "make the table by a pipeline of its own, and fit on parts of its output")
        case .columns(let transformer, _, _):
          if type(of: transformer).drawsByRow, binding.tables[0].foldColumn == nil {
            PlanProblem(
              .partialFit, at: step.span,
              "step `\(step.id)` draws rows by their numbers, which begin anew in each part",
              help: "give a column of the contract `role: key` or `role: group`; it then decides")
          } else {
            nil
          }
        }
      }
  }
  /// Random tokens differ from part to part: one person would be many.
  private var randomTokens: [PlanProblem] {
    sources.flatMap(\.columns).filter { randomRules.contains($0.treatment?.ruleID ?? "") }.map { column in
      PlanProblem(
        .partialFit, at: column.span,
        "the tokens of `\(column.field.name)` are random, so that each part would have its own",
        help: "fit in one go, or take `policy: deterministic`")
    }
  }
}
