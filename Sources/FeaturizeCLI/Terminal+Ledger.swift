import Configuration
import Engine
import Glibc
import Ledger
import Plan
import Privacy
import RemoteSecrets
import Synchronization

/// The commands on a ledger.
extension Terminal {
  /// The pipeline whose ledger it is, with its keys: passphrases can be read once.
  typealias LedgerOwner = (plan: Plan, keys: KeyRings)

  /// Opens the ledger that the options name.
  ///
  /// - Parameter before: what is to happen before it is opened.
  func withLedger(
    _ options: LedgerOptions, _ report: ReportOptions,
    before: (LedgerLocation) throws(LedgerError) -> Void = { _ in },
    body: (Terminal, Ledger, LedgerOwner?) throws(EngineError) -> ExitStatus
  ) -> ExitStatus {
    func attempt(
      _ terminal: Terminal, named file: String, _ open: () throws(EngineError) -> (Ledger, LedgerOwner?)
    ) -> ExitStatus {
      do throws(EngineError) {
        let (ledger, owner) = try open()
        return try body(terminal, ledger, owner)
      } catch {
        terminal.report(error.diagnostics(naming: file), report.format, sources: [])
        return .runtime
      }
    }
    guard let pipeline = options.pipeline else {
      let terminal = adjusted(to: report)
      return attempt(terminal, named: options.uri ?? "") { () throws(EngineError) in (try options.open(before), nil) }
    }
    return withPlan(PipelineOptions(pipeline, assignments: options.assignments), report) { terminal, plan in
      attempt(terminal, named: plan.file) { () throws(EngineError) in
        let keys = try KeyRings(for: plan, managers: RemoteSecrets())
        guard let planned = plan.ledger else { throw .lookup(.noLedger) }
        let location = LedgerLocation(planned.uri, password: planned.password)
        let ledger = try opening { () throws(LedgerError) in
          try before(location)
          return try Ledger.open(location, keys: keys.ring, mode: .existing)
        }
        return (ledger, (plan, keys))
      }
    }
  }

  func listRuns(_ options: LedgerOptions, _ report: ReportOptions) -> ExitStatus {
    withLedger(options, report) { (terminal, ledger, _) throws(EngineError) in
      let listing = try opening { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try LedgerListing(session) }
      }
      terminal.data(report.format == .json ? listing.json.pretty : listing.text)
      return .ok
    }
  }

  func exportLedger(_ options: LedgerOptions, _ report: ReportOptions) -> ExitStatus {
    withLedger(options, report) { (terminal, ledger, _) throws(EngineError) in
      let lines = try opening { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try session.exported() }
      }
      terminal.data(lines.map { $0.canonical + "\n" }.joined())
      return .ok
    }
  }

  func verifyAudit(
    _ options: LedgerOptions, manifests: [String], heads: [String], _ report: ReportOptions
  ) -> ExitStatus {
    var known: [AuditHead] = []
    for head in heads {
      guard let parsed = AuditHead(head) else { return refuseHead(of: "--head", report) }
      known.append(parsed)
    }
    for manifest in manifests {
      guard let bytes = try? LoadedPipeline.bytes(of: manifest), let json = try? JSON(parsing: bytes),
        let text = (json["ledger"] ?? json["audit"])?["head"]?.string, let parsed = AuditHead(text)
      else { return refuseHead(of: manifest, report) }
      known.append(parsed)
    }
    return withLedger(options, report) { (terminal, ledger, _) throws(EngineError) in
      let verdict = try opening { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try session.verifyAudit(against: known) }
      }
      if let fault = verdict.fault {
        terminal.report([fault.diagnostic(of: ledger.uri)], report.format, sources: [])
        return .failed
      }
      let text = verdict.summary(of: ledger.uri, heads: known.count)
      terminal.data(report.format == .json ? verdict.json.pretty : text)
      return .ok
    }
  }

  private func refuseHead(of place: String, _ report: ReportOptions) -> ExitStatus {
    adjusted(to: report).report(
      [
        Diagnostic(
          .auditHead, at: .whole(place), "there is no end of an audit chain here",
          help: "give POSITION:CODE, or a manifest or receipt of a run that was registered")
      ], report.format, sources: [])
    return .usage
  }

  func reportProcessing(_ options: LedgerOptions, _ report: ReportOptions) -> ExitStatus {
    withLedger(options, report) { (terminal, ledger, _) throws(EngineError) in
      let text = try opening { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try ProcessingRecord(session).text }
      }
      terminal.data(text)
      return .ok
    }
  }
}

extension LedgerOptions {
  /// The ledger that is named without a pipeline.
  func open(_ before: (LedgerLocation) throws(LedgerError) -> Void) throws(EngineError) -> Ledger {
    let ring: KeyRing?
    do throws(PrivacyError) {
      ring = try openRing()
    } catch {
      throw .privacy(error)
    }
    let location = LedgerLocation(uri ?? "", password: ledgerPasswordEnv)
    return try opening { () throws(LedgerError) in
      try before(location)
      return try Ledger.open(location, keys: ring, mode: .existing)
    }
  }

  func openRing() throws(PrivacyError) -> KeyRing? {
    guard let key else { return nil }
    return try passphrase.openRing(at: key)
  }
}

/// Carries the ledger's error over into the engine's.
func opening<Value>(_ body: () throws(LedgerError) -> Value) throws(EngineError) -> Value {
  do {
    return try body()
  } catch {
    throw .ledger(error)
  }
}

extension AuditVerdict.Fault {
  func diagnostic(of ledger: String) -> Diagnostic {
    let text =
      switch self {
      case .changed(let position): "entry \(position) is not what was written"
      case .missing(let position): "entry \(position) is missing"
      case .cutOff(let position): "the chain was cut off: entry \(position) is missing, and all after it"
      case .replaced(let position): "entry \(position) is not the one that was there when its code was written down"
      }
    return Diagnostic(
      .auditBroken, at: .whole(ledger), text, help: "compare with a backup; entries before it are as they were written")
  }
}

extension AuditVerdict {
  func summary(of ledger: String, heads: Int) -> String {
    var text = "\(ledger): \(verified) entries as they were written"
    if unverifiable > 0 { text += ", \(unverifiable) under keys that are gone or not in this ring" }
    text += heads == 0 ? "; the end was compared with nothing\n" : "; \(heads) ends that were kept are in it\n"
    if let head { text += "head \(head.text)\n" }
    return text
  }

  var json: JSON {
    [
      "verified": .int(Int64(verified)), "unverifiable": .int(Int64(unverifiable)),
      "head": head.map { .string($0.text) } ?? .null,
    ]
  }
}

extension Terminal {
  func repairLedger(_ options: LedgerOptions, _ report: ReportOptions) -> ExitStatus {
    let salvages = Mutex<Salvage?>(nil)
    return withLedger(
      options, report,
      before: { (location) throws(LedgerError) in
        let salvage = try Ledger.salvage(location, suffix: Self.moment)
        salvages.withLock { $0 = salvage }
      }
    ) { (terminal, ledger, _) throws(EngineError) in
      let salvage = salvages.withLock { $0 }
      let isOfOneMachine = !LedgerLocation.isPostgreSQL(ledger.uri)
      let outcome = try LedgerRepair(ledger, isOfOneMachine: isOfOneMachine).settle(afterSalvage: salvage)
      terminal.data((salvage?.summary ?? "") + outcome.summary(of: ledger.uri))
      return .ok
    }
  }

  /// Seconds since 1970: tells damaged files apart.
  private static var moment: String { "\(time(nil))" }
}

extension Salvage {
  var summary: String {
    var text = "took over what could be read; the damaged file is \(kept)\n"
    for (table, count) in rows where count > 0 { text += "  \(table): \(count) rows\n" }
    if withoutFilter > 0 { text += "  \(withoutFilter) filters were lost: look-ups read those files\n" }
    return text
  }
}

extension LedgerRepair.Outcome {
  func summary(of ledger: String) -> String {
    var text = ""
    for run in abandoned { text += "run \(run) was killed before it published anything\n" }
    for (run, present, absent) in published {
      text += "run \(run) was killed while publishing: \(present) files are there, \(absent) are not\n"
    }
    for run in untouched { text += "run \(run) is still going, or ran on another machine\n" }
    return text.isEmpty ? "\(ledger): nothing to repair\n" : text
  }
}
