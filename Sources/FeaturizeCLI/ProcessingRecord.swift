import Configuration
import Ledger

/// The record of processing activities (GDPR Art. 30(1)) of a ledger's pipelines: what the ledger shows is filled in, what
/// only people know is left open.
struct ProcessingRecord {
  private let runs: [RegisteredRun]
  private let sources: [String: [RegisteredSource]]
  private let artefacts: [String: [RegisteredArtefact]]
  private let entries: [AuditEntry]
  private let erasures: [ErasureJob]
  private let tombstones: Int

  init(_ session: LedgerSession) throws(LedgerError) {
    runs = try session.runs()
    var sources: [String: [RegisteredSource]] = [:], artefacts: [String: [RegisteredArtefact]] = [:]
    for run in runs {
      sources[run.id] = try session.sources(ofRun: run.id)
      artefacts[run.id] = try session.artefacts(ofRun: run.id)
    }
    (self.sources, self.artefacts) = (sources, artefacts)
    entries = try session.auditEntries()
    erasures = try session.erasures()
    tombstones = try session.tombstones().count
  }

  var text: String {
    var text = """
      # Record of processing activities (GDPR Art. 30(1))

      Filled in from the ledger. Lines with `…` are for the controller.

      - Controller, representative, data protection officer: …
      - Recipients, transfers to third countries: …

      """
    for pipeline in Set(runs.map(\.pipeline)).sorted() { text += activity(pipeline) }
    text += "\n## Rights of the people concerned\n\n"
    let counts: [(String, AuditEntry.Kind)] = [
      ("look-ups", .lookup), ("access requests answered (Art. 15)", .access), ("re-identifications", .reveal),
    ]
    for (what, kind) in counts { text += "- \(what): \(entries.count { $0.kind == kind })\n" }
    text += "- erasures (Art. 17): \(erasures.count { $0.status == .finished }) finished, "
    text += "\(erasures.count { $0.status != .finished }) under way; \(tombstones) tokens are kept out of later runs\n"
    text += "\n## Security (Art. 32)\n\n"
    text += "- Direct identifiers are replaced by keyed tokens before any other processing; keys in use: "
    text += Set(runs.map(\.kid)).sorted().joined(separator: ", ") + "\n"
    text += "- Every run, look-up and erasure is an entry of a keyed audit chain: \(entries.count) entries"
    text += entries.last.map { ", head \($0.head.text)" } ?? ""
    return text + "\n- Storage, access rights, backups: …\n"
  }

  private func activity(_ pipeline: String) -> String {
    let runs = runs.filter { $0.pipeline == pipeline }
    let last = runs.last { $0.status == .published } ?? runs[runs.count - 1]
    let present = runs.flatMap { artefacts[$0.id] ?? [] }.filter { [.present, .rewritten].contains($0.status) }
    let departed = runs.flatMap { artefacts[$0.id] ?? [] }.count { $0.status == .departed }
    var text = "\n## Activity `\(pipeline)`\n\n- Purpose, legal basis: …\n- Categories of people and data: …\n"
    text += "- People are told apart by tokens of `\(last.subjectDomain)`; tokenized: "
    text += last.domains.map { "`\($0.domain)`" }.joined(separator: ", ") + "\n"
    text += "- Runs: \(runs.count), from \(runs[0].started) to \(runs[runs.count - 1].started); "
    text += "\(runs.count { $0.status == .published }) published\n"
    for source in sources[last.id] ?? [] {
      text += "- Source `\(source.name)`: \(source.uri), \(source.rows) rows at the last run\n"
    }
    for artefact in present {
      text += "- Kept: \(artefact.kind.rawValue) \(artefact.uri)" + (artefact.rows.map { ", \($0) rows" } ?? "")
      text += artefact.status == .rewritten ? ", rewritten by an erasure\n" : "\n"
    }
    if departed > 0 { text += "- \(departed) outputs went to standard output: where they are now is not known\n" }
    return text + "- Time limits for erasure: …\n"
  }
}
