import Configuration
import Engine
import Glibc
import Ledger
import Plan
import Privacy
import RemoteSecrets

extension Terminal {
  /// Prints tokens as the rules of a pipeline make them.
  func tokenize(as options: PipelineOptions, domain: String, allKeys: Bool) -> ExitStatus {
    withPlan(options, .plain) { terminal, plan in
      do throws(EngineError) {
        var keys = try KeyRings(for: plan, managers: RemoteSecrets())
        if !plan.vaultedRules.isEmpty { keys.salts = try Ledger.open(for: plan, keys: keys) }
        let tokens = try IdentifierTokens(plan, keys, domain: domain, allKeys: allKeys)
        return terminal.tokenizeLines(tokens, of: plan.file)
      } catch {
        terminal.report(error.diagnostics(for: plan), .text, sources: [])
        return .runtime
      }
    }
  }

  /// Prints stateless tokens under a key ring.
  func tokenize(
    under path: String, passphrase: SecretInput?, tenant: String, domain: String, form: CanonicalForm, allKeys: Bool
  ) -> ExitStatus {
    do throws(PrivacyError) {
      let ring =
        if let passphrase {
          try KeyRing.open(path: path, passphrase: Passphrase(passphrase))
        } else {
          try KeyRing.open(path: path)
        }
      let tokens = try IdentifierTokens(ring, tenant: tenant, domain: domain, form: form, allKeys: allKeys)
      return tokenizeLines(tokens, of: path)
    } catch {
      report([Diagnostic(error.code, at: .whole(path), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
  }

  /// Lines that are told one by one.
  private static var reportedLines: Int { 20 }

  private func tokenizeLines(_ tokens: IdentifierTokens, of file: String) -> ExitStatus {
    var lines = IdentifierLines()
    var refused = 0
    do throws(PrivacyError) {
      while let batch = lines.next() {
        var text = ""
        for line in batch {
          var outcome = IdentifierTokens.Outcome.none("is longer than an identifier can be")
          if let bytes = line.bytes {
            outcome = try bytes.withUnsafeBufferPointer { (bytes) throws(PrivacyError) in try tokens.tokens(of: bytes) }
          }
          switch outcome {
          case .tokens(let tokens): text += tokens.joined(separator: "\t")
          case .none(let problem):
            refused += 1
            guard refused <= Self.reportedLines else { break }
            report(
              [
                Diagnostic(
                  .notTokenized, at: .data(source: "<stdin>", row: line.number, column: nil),
                  "line \(line.number) \(problem)")
              ], .text, sources: [])
          }
          text += "\n"
        }
        do throws(EgressError) {
          // Tokens only, and redaction would take an integer surrogate for a card number.
          try egress.data(text)
        } catch {
          if error == .closed { return .ok }
          report([Diagnostic(error.code, at: .whole("<stdout>"), error.message, help: error.help)], .text, sources: [])
          return .runtime
        }
      }
    } catch {
      report([Diagnostic(error.code, at: .whole(file), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
    if let problem = lines.problem {
      report(
        [Diagnostic(.sourceNotReadable, at: .whole("<stdin>"), "cannot read standard input: \(problem)")], .text,
        sources: [])
      return .runtime
    }
    if refused > Self.reportedLines { message("\(refused) lines have no token, of which the first are shown") }
    return refused == 0 ? .ok : .failed
  }

  /// Runs a pipeline under the key ring's new key, and says what that does and what it does not.
  func retokenize(_ options: PipelineOptions, _ machine: MachineOptions, _ report: ReportOptions) -> ExitStatus {
    withPlan(options, report) { terminal, plan in
      terminal.work(on: plan, machine, report) { (job, egress) throws(EngineError) in
        let rotation = try job.rotation()
        let record = try Run(.run, job: job, state: nil, egress: egress).execute()
        let columns = plan.tokenizedColumns.count
        return RunSummary(record, plan: plan).text
          + "tokens of \(columns) \(columns == 1 ? "column" : "columns") are now under key \(rotation.current); "
          + "those under \(rotation.previous.joined(separator: ", ")) can be looked up until that key is retired\n"
          + (plan.emitsPreviousTokens
            ? "the outputs hold old and new tokens side by side: take `emit: both` out once everybody has moved\n" : "")
      }
    }
  }
}

/// The lines of standard input in batches, with their numbers; a line of more than 4 KB is not kept.
private struct IdentifierLines {
  struct Line {
    let number: Int
    /// Without the line's end; `nil` if it is too long.
    let bytes: ArraySlice<UInt8>?
  }

  private static let limit = 4096

  private var rest: [UInt8] = []
  private var isTooLong = false
  private var number = 0
  private var isAtEnd = false
  /// The system's words, if reading failed.
  private(set) var problem: String?

  /// The lines of the next piece of the input; `nil` at its end.
  mutating func next() -> [Line]? {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !isAtEnd {
      let got = read(STDIN_FILENO, &chunk, chunk.count)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { problem = String(cString: strerror(errno)) }
      isAtEnd = got <= 0
      var lines: [Line] = []
      var start = 0
      for position in 0..<max(got, 0) where chunk[position] == UInt8(ascii: "\n") {
        keep(chunk[start..<position])
        lines.append(close())
        start = position + 1
      }
      keep(chunk[start..<max(got, 0)])
      if isAtEnd, !rest.isEmpty || isTooLong { lines.append(close()) }
      if !lines.isEmpty { return lines }
    }
    return nil
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    if rest.count + bytes.count > Self.limit { isTooLong = true } else if !isTooLong { rest.append(contentsOf: bytes) }
  }

  private mutating func close() -> Line {
    number += 1
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    let line = Line(number: number, bytes: isTooLong ? nil : rest[...])
    rest = []
    isTooLong = false
    return line
  }
}
