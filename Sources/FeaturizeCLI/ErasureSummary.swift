import Configuration
import Engine
import Ledger
import Plan
import Privacy

/// What a person is told of an erasure: before it, by a rehearsal; after it, by its receipt.
struct ErasureSummary {
  private let plan: ErasurePlan
  private let runs: [Erasure.RehearsedRun]

  init(_ plan: ErasurePlan, _ runs: [Erasure.RehearsedRun]) {
    (self.plan, self.runs) = (plan, runs)
  }

  var json: JSON {
    [
      "subjects": .int(Int64(plan.subjects)), "not_held": .int(Int64(plan.unheld)),
      "runs": .array(runs.map(\.json)),
    ]
  }

  var text: String {
    var text = "\(Self.count(plan.subjects, "subject"))"
    if plan.unheld > 0 { text += ", \(plan.unheld) of them held by nothing" }
    text += "; \(Self.count(runs.count, "run"))\n"
    for run in runs {
      text += "\n\(run.affected.run.id) \(run.affected.run.command) \(run.affected.run.pipeline)"
      text += run.affected.stateOf.map { ": applied the state of \($0)\n" } ?? "\n"
      text += Table(
        rows: run.sources.map { source in
          let rows = source.rows.map { "\(Self.count($0, "row")) of erased people" } ?? "not read"
          return ["source", source.name, source.uri, (source.isUnchanged ? "unchanged, " : "changed, ") + rows]
        } + run.files.map(Self.row)
      ).text(indent: 2)
    }
    text += Self.lost(plan.lostKeys)
    return text + "\nnothing was changed\n"
  }

  /// What was done, and what was not.
  static func text(of receipt: Receipt) -> String {
    let files = ["files", "not_reached"].flatMap { receipt.content[$0]?.array ?? [] }.compactMap { ErasedFile($0) }
    let request = receipt.content["request"]
    var text =
      "erasure \(receipt.content["erasure"]?.string ?? ""): \(count(Int(request?["subjects"]?.int ?? 0), "subject"))"
    if let unheld = request?["not_held"]?.int, unheld > 0 { text += ", \(unheld) of them held by nothing" }
    text += "\n" + Table(rows: files.map(row)).text(indent: 2)
    for source in (receipt.content["sources"]?.array ?? []).compactMap({ ErasedSource($0) }) {
      guard let rows = source.rows, rows > 0 else { continue }
      text +=
        "  source \(source.name) \(source.uri) still holds \(count(rows, "row")) of erased people: runs leave them out\n"
    }
    return text + lost((receipt.content["keys_not_asked"]?.array ?? []).compactMap(\.string))
  }

  private static func lost(_ keys: [String]) -> String {
    keys.isEmpty
      ? "" : "  files of runs under \(keys.joined(separator: ", ")) could not be asked: the key is out of use\n"
  }

  private static func row(_ file: ErasedFile) -> [String] {
    var what = file.action.rawValue
    if let rows = file.rows, rows > 0 { what += ", \(count(rows, "row"))" }
    if let reason = file.reason { what += ": \(reason)" }
    return [file.kind.rawValue, file.name, file.uri, what]
  }

  private static func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }
}
