import Configuration
import Ledger
import Plan

/// The runs of a ledger, as `featurize ledger list` shows them.
struct LedgerListing {
  private struct Entry {
    let run: RegisteredRun
    let artefacts: [RegisteredArtefact]

    /// A run that has not ended, and whose process is gone, was killed.
    var status: String {
      guard run.status == .begun || run.status == .publishing, run.process.isRunning == false else {
        return run.status.rawValue
      }
      return run.status == .begun ? "killed" : "killed while publishing"
    }
  }

  private let entries: [Entry]

  init(_ session: LedgerSession) throws(LedgerError) {
    entries = try session.runs().map { (run) throws(LedgerError) in
      Entry(run: run, artefacts: try session.artefacts(ofRun: run.id))
    }
  }

  var text: String {
    guard !entries.isEmpty else { return "no run is registered\n" }
    var text = ""
    for entry in entries {
      let run = entry.run
      let domains = run.domains.map(\.domain).joined(separator: ", ")
      text += "\(run.id)  \(run.command)  \(run.pipeline)  \(entry.status)  key \(run.kid)  domains \(domains)\n"
      text += Table(
        rows: entry.artefacts.map { artefact in
          [artefact.kind.rawValue, artefact.uri, artefact.status.rawValue, artefact.rows.map { "\($0) rows" } ?? ""]
        }
      ).text(indent: 2)
    }
    let killed = entries.count { $0.status.hasPrefix("killed") }
    if killed > 0 { text += "\(killed) of \(entries.count) runs were killed; `featurize ledger repair` settles them\n" }
    return text
  }

  var json: JSON {
    .array(
      entries.map { entry in
        var members = entry.run.json.object ?? []
        if let index = members.firstIndex(where: { $0.name == "status" }) {
          members[index].value = .string(entry.status)
        }
        members.append(.init("artefacts", .array(entry.artefacts.map(\.json))))
        return .object(members)
      })
  }
}
