import Ledger
import Plan
import Privacy

/// What a person is told after a run.
struct RunSummary {
  private let record: RunRecord
  private let plan: Plan

  init(_ record: RunRecord, plan: Plan) {
    self.record = record
    self.plan = plan
  }

  var text: String {
    let rows = record.rows
    var text = "\(record.pipeline): \(rows.read) rows read in \(seconds) s"
    if record.command != "fit" {
      text += ", \(record.tables.reduce(0) { $0 + $1.rows.output }) written"
    }
    if rows.quarantined > 0 { text += ", \(rows.quarantined) set aside" }
    if rows.dropped > 0 { text += ", \(rows.dropped) dropped" }
    if rows.erased > 0 { text += ", \(rows.erased) of erased people left out" }
    if rows.unused > 0 && record.command != "fit" { text += ", \(rows.unused) in no output" }
    text += "\n"
    if record.tables.count > 1 {
      text += "  tables: " + record.tables.map { "\($0.name) \($0.rows.read)" }.joined(separator: ", ") + "\n"
    }
    if !record.invalid.isEmpty {
      text += "  invalid: " + record.invalid.map { "\($0.rule) \($0.rows)" }.joined(separator: ", ") + "\n"
    }
    if !record.treatments.isEmpty {
      text +=
        "  privacy: "
        + record.treatments.map { "\($0.column) \($0.use)" }.joined(separator: ", ")
        + (record.k.map { "; k = \($0)" } ?? "") + "\n"
    }
    text += record.releases.map(\.line).joined()
    text += Table(rows: files).text(indent: 2)
    return text
  }

  private var files: [[String]] {
    var files = record.outputs.map { output in
      [output.name, output.uri, "\(output.rows ?? 0) rows x \(output.columns ?? 0) columns"]
    }
    if let quarantine = record.quarantine {
      files.append(["quarantine", quarantine.uri, "\(quarantine.rows ?? 0) rows"])
    }
    if let state = record.state, !state.uri.isEmpty {
      files.append(["state", state.uri, String((state.digest ?? "").prefix(20))])
    }
    if let manifest = plan.manifest { files.append(["manifest", manifest]) }
    if let ledger = record.ledger { files.append(["ledger", ledger.uri]) }
    return files
  }

  /// Two decimals, without Foundation.
  private var seconds: String {
    let hundredths = Int((record.seconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension RunRecord.Release {
  /// What a person is told of a release: figures and levels.
  fileprivate var line: String {
    var parts = ["k = \(k.map { "\($0) \(countsPeople ? "people" : "rows")" } ?? "none, there are no rows")"]
    for column in sensitive {
      parts.append(
        "\(column.column) l = \(column.distinct) (entropy \(ReleaseFigures.text(column.entropy))), "
          + "t = \(ReleaseFigures.text(column.t))")
    }
    parts.append("\(suppressed) \(suppressed == 1 ? "row" : "rows") suppressed")
    parts += levels.filter { $0.level > 0 }.map { "\($0.column) as \($0.what)" }
    return "  release of \(output): " + parts.joined(separator: "; ") + "\n"
  }
}
