package import Configuration
package import Ledger

extension Erasure {
  /// What an erasure would do to one run.
  package struct RehearsedRun: Sendable {
    package let affected: ErasurePlan.AffectedRun
    package let files: [ErasedFile]
    package let sources: [ErasedSource]

    package var json: JSON {
      [
        "run": .string(affected.run.id), "command": .string(affected.run.command),
        "pipeline": .string(affected.run.pipeline), "started": .string(affected.run.started),
        "state_of": affected.stateOf.map { .string($0) } ?? .null, "files": .array(files.map(\.json)),
        "sources": .array(sources.map(\.json)),
      ]
    }
  }

  /// What would be done: asks the ledger, reads the files and sources that it leads to, changes nothing.
  package func rehearse(_ request: Request) throws(EngineError) -> (plan: ErasurePlan, runs: [RehearsedRun]) {
    let plan = try plan(request)
    var runs: [RehearsedRun] = []
    for affected in plan.runs {
      let task = ErasureTask.Kind.run.task(of: "", run: affected.run.id)
      let (files, sources) = try ErasedRun(self, plan.request, task).rehearse()
      runs.append(RehearsedRun(affected: affected, files: files, sources: sources))
    }
    return (plan, runs)
  }
}
