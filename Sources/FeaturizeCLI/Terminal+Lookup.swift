import Configuration
import Engine
import Glibc
import Ledger
import Plan
import Privacy

extension Terminal {
  /// Looks for people; identifiers come on standard input.
  func lookUp(
    _ options: LedgerOptions, domain: String, tenant: String?, export: String?, _ report: ReportOptions
  ) -> ExitStatus {
    withLedger(options, report) { (terminal, ledger, owner) throws(EngineError) in
      let identifiers = try Identifiers.read()
      let lookup = try Lookup(ledger, tenant: tenant ?? owner.map { $0.plan.privacy?.tenant ?? "" })
      guard let export else {
        let result = try lookup.find(identifiers, domain: domain)
        try lookup.note(result, domain: domain, exported: false)
        let listing = LookupListing(result, domain: domain)
        terminal.data(report.format == .json ? listing.json.pretty : listing.text)
        return .ok
      }
      let job = try owner.map { (owner) throws(EngineError) in
        try Job(plan: owner.plan, keys: owner.keys, ledger: ledger, threads: 1)
      }
      guard identifiers.count == 1 else { throw .lookup(.severalSubjects(identifiers.count)) }
      let answer = try AccessExport(lookup, to: export, job: job).answer(identifiers[0], domain: domain)
      let listing = LookupListing(answer.result, domain: domain)
      terminal.data(report.format == .json ? listing.json.pretty : listing.text)
      for source in answer.changed {
        terminal.message("the source \(source.uri) has changed since run \(source.run): its rows are not in the answer")
      }
      if owner == nil { terminal.message("without a pipeline the sources are not read: the answer has outputs only") }
      terminal.message(
        "\(answer.files) files of \(answer.rows) rows in \(export); mode 0600: they are personal data", at: .normal)
      return .ok
    }
  }
}

/// What was found, without who it is.
struct LookupListing {
  private let result: Lookup.Result
  private let domain: String

  init(_ result: Lookup.Result, domain: String) {
    self.result = result
    self.domain = domain
  }

  var text: String {
    var text = ""
    for (number, person) in result.people.enumerated() {
      text += "\(number + 1): \(verdict(on: person))\n"
      for run in runs(of: person) {
        let told = result.runs[run].map { "  \($0.command)  \($0.pipeline)  \($0.status.rawValue)" }
        text += "  \(run)\(told ?? "")\n"
        var rows: [[String]] = []
        for source in person.sources where source.run == run {
          rows.append(["source", source.uri, "", "held the person when it was read (by filter)"])
        }
        for finding in person.findings where finding.run == run {
          rows.append([
            finding.artefact.kind.rawValue, finding.artefact.uri,
            finding.rows.map { "\($0) \($0 == 1 ? "row" : "rows")" } ?? "",
            finding.rows == nil ? "learned from rows" : "",
          ])
        }
        text += Table(rows: rows).text(indent: 4)
      }
    }
    text += "read \(result.read) files that may hold one of them\n"
    for artefact in result.unreadable {
      text += "not read: \(artefact.kind.rawValue) \(artefact.uri) of run \(artefact.run)\n"
    }
    for kid in result.lostKeys { text += "not asked: files under key \(kid), which is gone or not in this ring\n" }
    return text
  }

  private func verdict(on person: Lookup.Person) -> String {
    guard person.isTokenizable else { return "no identifier of `\(domain)`" }
    return person.isFound ? "found" : "not found"
  }

  /// In the order in which their files were registered, then those that only read the person.
  private func runs(of person: Lookup.Person) -> [String] {
    var seen: Set<String> = []
    return (person.findings.map(\.run) + person.sources.map(\.run)).filter { seen.insert($0).inserted }
  }

  var json: JSON {
    [
      "people": .array(
        result.people.map { person in
          [
            "found": .bool(person.isFound), "tokenizable": .bool(person.isTokenizable),
            "sources": .array(person.sources.map(\.json)),
            "artefacts": .array(
              person.findings.map { finding in
                let rows = finding.rows.map { JSON.int(Int64($0)) } ?? .null
                return .object((finding.artefact.json.object ?? []) + [JSON.Member("rows_of_person", rows)])
              }),
          ]
        }),
      "files_read": .int(Int64(result.read)), "unreadable": .array(result.unreadable.map(\.json)),
      "lost_keys": .array(result.lostKeys.map { .string($0) }),
    ]
  }
}

/// Identifiers on standard input, one a line; blank lines are none.
enum Identifiers {
  static func read() throws(EngineError) -> [String] {
    let bytes: [UInt8]
    do throws(DiagnosticError) {
      bytes = try LoadedPipeline.bytes(of: "-")
    } catch {
      throw .diagnostics(error.diagnostics)
    }
    return bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { String(decoding: $0, as: UTF8.self) }.filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
