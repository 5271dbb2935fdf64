import Configuration
import Engine
import Formats
import Glibc
import Ledger
import Logging
import Plan
import Privacy

extension Terminal {
  /// Carries out `erase`.
  func erase(_ command: EraseCommand) -> ExitStatus {
    withLedger(command.ledger, command.report) { (terminal, ledger, owner) throws(EngineError) in
      guard let keys = ledger.keys else { throw .ledger(.noKeys(uri: ledger.uri)) }
      let cancellation = Cancellation()
      let signals = InterruptSignals(cancellation) {
        terminal.report(
          EngineError.interrupted.diagnostics(naming: ledger.uri), command.report.format, sources: [])
        terminal.exit(.interrupted)
      }
      defer { signals.stop() }
      let erasure = Erasure(
        ledger: ledger, keys: keys,
        machine: ErasureMachine(
          threads: command.machine.threads, memory: command.machine.memory.bytes,
          logger: Logger(label: "featurize") { _ in SwiftLogNoOpLogHandler() }, cancellation: cancellation,
          silence: Egress.silent),
        egress: terminal.egress, at: KilledProcess.at)
      if command.resume {
        try terminal.resume(erasure, command)
        return .ok
      }
      if let (id, isRunning) = try erasure.unfinished(), !command.dryRun {
        throw .diagnostics([
          Diagnostic(
            .erasureUnfinished, at: .whole(ledger.uri), "erasure `\(id)` has not been finished",
            help: isRunning
              ? "another process is at it: wait until it ends" : "finish it with `featurize erase --resume`")
        ])
      }
      let request = Erasure.Request(
        domain: command.domain ?? "", tenant: command.tenant ?? owner?.plan.privacy?.tenant ?? "",
        lines: try terminal.requestLines(),
        refitsChanged: command.refitOnChanged, sharesIdentifiers: command.shared)
      if command.dryRun {
        let (plan, runs) = try erasure.rehearse(request)
        let summary = ErasureSummary(plan, runs)
        terminal.data(command.report.format == .json ? summary.json.pretty : summary.text)
      } else {
        try terminal.finish(try erasure.begin(request), erasure, command)
      }
      return .ok
    }
  }

  private func resume(_ erasure: Erasure, _ command: EraseCommand) throws(EngineError) {
    guard let (id, isRunning) = try erasure.unfinished() else {
      return message("there is no erasure to go on with", at: .normal)
    }
    guard !isRunning else {
      throw .diagnostics([
        Diagnostic(
          .erasureUnfinished, at: .whole("<ledger>"), "another process is at erasure `\(id)`",
          help: "wait until it ends")
      ])
    }
    try finish(id, erasure, command)
  }

  /// Finishes an erasure and hands out its receipt.
  private func finish(_ id: String, _ erasure: Erasure, _ command: EraseCommand) throws(EngineError) {
    let receipt = try erasure.finish(id)
    if let path = command.receipt {
      do throws(EgressError) {
        let publication = Publication()
        try publication.file(at: path).write(receipt.text)
        try publication.publish()
      } catch {
        throw .egress(error)
      }
    } else {
      try printed(receipt.text)
    }
    message(ErasureSummary.text(of: receipt), at: .normal)
  }

  /// Texts of a receipt were redacted before they were signed: redacting them again might break the signature.
  private func printed(_ text: String) throws(EngineError) {
    do throws(EgressError) { try egress.data(text) } catch { throw .egress(error) }
  }

  /// The lines of standard input that are not empty.
  private func requestLines() throws(EngineError) -> [String] {
    let bytes: [UInt8]
    do throws(FormatError) {
      bytes = try ByteSource(path: "-", memoryLimit: 1 << 30).bytes()
    } catch {
      throw .diagnostics([
        Diagnostic(
          .badErasureRequest, at: .whole("<stdin>"), "the request cannot be read", help: "one identifier a line")
      ])
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }
    guard !lines.isEmpty else {
      throw .diagnostics([
        Diagnostic(
          .badErasureRequest, at: .whole("<stdin>"), "the request names nobody",
          help: "write identifiers or tokens to standard input, one a line")
      ])
    }
    return lines
  }

  // MARK: - Receipts

  func verifyReceipt(_ file: String, publicKey: String?) -> ExitStatus {
    var verdict = ExitStatus.ok
    let status = attempting { () throws(EngineError) in
      let document: [UInt8]
      do throws(DiagnosticError) {
        document = try LoadedPipeline.bytes(of: file)
      } catch {
        throw .diagnostics(error.diagnostics)
      }
      func refuse(_ problem: String, help: String? = nil) -> EngineError {
        verdict = .failed
        return .diagnostics([Diagnostic(.badReceipt, at: .whole(file), problem, help: help)])
      }
      let receipt: Receipt
      do throws(ReceiptProblem) { receipt = try Receipt(parsing: document) } catch { throw refuse(error.message) }
      guard receipt.isAuthentic else { throw refuse("the receipt is not what was signed") }
      let key = Hexadecimal.text(receipt.signature.publicKey)
      if let publicKey, publicKey.lowercased() != key {
        throw refuse("the receipt was signed with another key", help: "it was signed with \(key)")
      }
      data("erasure \(receipt.content["erasure"]?.string ?? ""): as signed with \(key)\n")
      data(ErasureSummary.text(of: receipt))
      if publicKey == nil {
        message("whose key that is, `featurize receipt key` of its owner tells", at: .normal)
      }
    }
    return verdict == .ok ? status : verdict
  }

  func printReceiptKeys(_ command: ReceiptKeyCommand) -> ExitStatus {
    do throws(PrivacyError) {
      let ring = try command.passphrase.openRing(at: command.keyRing)
      for entry in ring.liveEntries {
        data("\(entry.kid) \(Hexadecimal.text(try ring.receiptKey(kid: entry.kid)))\n")
      }
      return .ok
    } catch {
      report([Diagnostic(error.code, at: .whole(command.keyRing), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
  }

  func showReceipt(_ id: String?, _ options: LedgerOptions, _ report: ReportOptions) -> ExitStatus {
    withLedger(options, report) { (terminal, ledger, _) throws(EngineError) in
      let jobs = try opening { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try session.erasures() }
      }
      guard let id else {
        terminal.data(
          Table(rows: jobs.map { [$0.id, $0.status.rawValue, $0.requested, $0.finished ?? ""] }).text(indent: 0))
        return .ok
      }
      guard let receipt = jobs.first(where: { $0.id == id })?.receipt else {
        throw .diagnostics([
          Diagnostic(
            .badReceipt, at: .whole(ledger.uri), "the ledger has no receipt of that erasure",
            help: "without --erasure all are listed")
        ])
      }
      try terminal.printed(receipt)
      return .ok
    }
  }

  private func attempting(_ body: () throws(EngineError) -> Void) -> ExitStatus {
    do throws(EngineError) {
      try body()
      return .ok
    } catch {
      report(error.diagnostics(naming: "receipt"), .text, sources: [])
      return .runtime
    }
  }
}

/// For tests of erasures that are killed: in debug builds the process ends itself, as `kill -9` would, at the moment
/// that the environment names.
private enum KilledProcess {
  static func at(_ moment: Erasure.Moment) {
    #if DEBUG
      if ProcessEnvironment.variables["FEATURIZE_KILLED_AT"] == moment.rawValue { kill(getpid(), SIGKILL) }
    #endif
  }
}
