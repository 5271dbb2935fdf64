import Configuration
import Glibc
import Ledger
import Plan
import Privacy

/// A run's entries in the ledger: that it began, before it reads; its files, before they appear; and how it ended. A run
/// that is killed in between is seen in the ledger as one that has not ended.
struct Registration {
  let ledger: Ledger
  let run: String
  /// The end of the audit chain when the run began; in its manifest.
  let head: AuditHead
  private let egress: Egress

  /// Writes down that a run begins; `nil` where its plan keeps no ledger.
  init?(
    _ command: String, of job: Job, run: String, started: String, state: String?, egress: Egress
  ) throws(EngineError) {
    guard let ledger = job.ledger, let keys = ledger.keys, let kid = keys.primary?.kid,
      job.plan.ledger?.isWritten == true
    else { return nil }
    self.ledger = ledger
    self.run = run
    self.egress = egress
    let plan = job.plan
    let origin = plan.origin
    let text = origin?.text ?? ""
    let registered = RegisteredRun(
      id: run, command: command, started: started, version: Version.current,
      pipeline: egress.redacted(plan.name), pipelineDigest: try Self.digest(of: text, keys), kid: kid,
      tenant: egress.redacted(plan.privacy?.tenant ?? ""), subjectDomain: plan.subjectDomain ?? "",
      domains: plan.tokenDomains, process: .current,
      replay: RegisteredRun.Replay(
        pipelineFile: origin?.file ?? plan.file, pipelineText: text, directory: WorkingDirectory.path,
        tenant: plan.privacy?.tenant ?? "",
        parameters: origin?.overrides.map { .init($0.name, $0.value) } ?? [],
        environment: origin?.environment.map { .init($0.name, $0.value) } ?? [],
        sources: origin?.sources.map { .init($0.name, $0.file) } ?? [], state: state, output: origin?.output))
    head = try registering { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        try session.begin(registered)
        return try session.append(
          .runBegun,
          ["run": .string(run), "command": .string(command), "pipeline": .string(registered.pipelineDigest)],
          at: started)
      }
    }
  }

  /// Keyed: a plain digest would let anyone confirm a guess at what a pipeline says.
  private static func digest(of text: String, _ keys: KeyRing) throws(EngineError) -> String {
    do {
      let stream = try DigestStream(keys: keys)
      stream.update(text)
      return stream.text()
    } catch {
      throw .privacy(error)
    }
  }

  /// Writes down what was read and what is about to appear.
  func publishing(_ record: RunRecord, manifest: RunRecord.File?, _ tokens: RunTokens, of job: Job) throws(EngineError)
  {
    var sources: [(RegisteredSource, TokenFilter?)] = []
    for (position, source) in record.sources.enumerated() {
      let paths = try SourceTable.paths(source.uri).map(WorkingDirectory.absolute)
      sources.append(
        (
          RegisteredSource(
            run: run, position: position, name: egress.redacted(source.name), uri: egress.redacted(source.uri),
            paths: paths, bytes: source.bytes, rows: record.tables[position].rows.read, digest: source.digest ?? ""),
          tokens.sources[position]
        ))
    }
    var artefacts: [(RegisteredArtefact, TokenFilter?)] = []
    func add(_ file: RunRecord.File?, _ kind: RegisteredArtefact.Kind, _ filter: TokenFilter? = nil) {
      guard let file, !file.uri.isEmpty else { return }
      artefacts.append(
        (
          RegisteredArtefact(
            run: run, kind: kind, name: egress.redacted(file.name), uri: egress.redacted(file.uri),
            path: WorkingDirectory.absolute(file.uri), rows: file.rows, bytes: file.bytes, digest: file.digest ?? ""),
          filter
        ))
    }
    for (file, filter) in zip(record.outputs, tokens.outputs) { add(file, .output, filter) }
    add(record.quarantine, .quarantine)
    if record.command != Run.Command.apply.rawValue { add(record.state, .state) }
    add(manifest, .manifest)
    try publishing(sources, artefacts, of: job)
  }

  /// Writes down what was read, and what is about to appear, each with the tokens in it.
  func publishing(
    _ sources: [(RegisteredSource, TokenFilter?)], _ artefacts: [(RegisteredArtefact, TokenFilter?)], of job: Job
  ) throws(EngineError) {
    var isLate = false
    try registering { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        isLate = try session.tombstones().count != job.tombstoneCount
        guard !isLate else { return }
        for (source, filter) in sources { try session.add(source, filter: filter) }
        for (artefact, filter) in artefacts { try session.add(artefact, filter: filter) }
        try session.set(.publishing, ofRun: run)
      }
    }
    if isLate {
      throw .diagnostics([
        Diagnostic(
          .erasedMeanwhile, at: .whole(job.plan.file),
          "people were erased while the run was under way: it would bring them back",
          help: "run again; nothing was published")
      ])
    }
  }

  /// The files are in their places.
  ///
  /// - Parameters:
  ///   - rows: that were read.
  ///   - sources: their digests.
  func published(rows: Int, sources: [String], at moment: String) throws(EngineError) {
    try registering { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        try session.set(.published, ofRun: run, finished: moment)
        try session.settleArtefacts(ofRun: run)
        try session.append(
          .runFinished,
          [
            "run": .string(run), "rows": .int(Int64(rows)),
            "sources": .array(sources.map { .string($0) }),
            "artefacts": .array(
              try session.artefacts(ofRun: run).map { ["id": .int(Int64($0.id)), "digest": .string($0.digest)] }),
          ], at: moment)
      }
    }
  }

  /// Nothing was published. What kept the run from its end is what the user is told; a ledger that cannot even take that
  /// down shows a run that has not ended.
  func failed(at moment: String) {
    try? ledger.write { (session) throws(LedgerError) in
      try session.set(.failed, ofRun: run, finished: moment)
      try session.append(.runFailed, ["run": .string(run)], at: moment)
    }
  }
}

/// The tokens of a run's files.
struct RunTokens {
  /// By position of the source.
  var sources: [TokenFilter] = []
  /// By position of the output.
  var outputs: [TokenFilter] = []
}

/// Carries the ledger's error over into the engine's.
func registering<Value>(_ body: () throws(LedgerError) -> Value) throws(EngineError) -> Value {
  do {
    return try body()
  } catch {
    throw .ledger(error)
  }
}
