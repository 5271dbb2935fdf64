import Columns
package import Configuration
package import Ledger
import Plan
package import Privacy

/// Erases people from everything that the ledger knows of: tombstones first, then run by run, then the vault, then a look
/// at what was written, then the receipt.
///
/// Everything it does can be done twice: what has been done is written down only afterwards, in one transaction with what
/// the ledger must forget, so a process that is killed at any moment is followed by one that does the rest.
package struct Erasure {
  /// The moments at which a kill would be worst; for tests.
  package enum Moment: String, Sendable, CaseIterable {
    case planned, begun, computed, published, recorded, unlinked, examined, finished
  }

  let ledger: Ledger
  let keys: KeyRing
  let machine: ErasureMachine
  let egress: Egress
  let at: @Sendable (Moment) -> Void

  package init(
    ledger: Ledger, keys: KeyRing, machine: ErasureMachine, egress: Egress,
    at: @escaping @Sendable (Moment) -> Void = { _ in }
  ) {
    (self.ledger, self.keys, self.machine, self.egress, self.at) = (ledger, keys, machine, egress, at)
  }

  /// What is asked for.
  package struct Request: Sendable {
    package var domain: String
    package var tenant: String
    /// Identifiers or tokens.
    package var lines: [String]
    package var refitsChanged: Bool
    /// Whether an identifier that several people share means all of them.
    package var sharesIdentifiers: Bool

    package init(
      domain: String, tenant: String, lines: [String], refitsChanged: Bool, sharesIdentifiers: Bool = false
    ) {
      (self.domain, self.tenant, self.lines) = (domain, tenant, lines)
      (self.refitsChanged, self.sharesIdentifiers) = (refitsChanged, sharesIdentifiers)
    }
  }

  /// Asks the ledger; changes nothing.
  package func plan(_ request: Request) throws(EngineError) -> ErasurePlan {
    let subjects = try subjects(of: request), states = try appliedStates(tenant: request.tenant)
    return try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        try plan(request, subjects, states, session)
      }
    }
  }

  /// Who is meant by each line.
  private func subjects(of request: Request) throws(EngineError) -> [ErasedSubject] {
    let runs = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.runs() }
    }
    let subjects = try RequestedTokens(
      request.domain, tenant: request.tenant, runs: runs, ledger: ledger, keys: keys
    ).subjects(of: request.lines)
    let holding = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        try session.runs(holding: subjects, keys: keys, tenant: request.tenant).runs
      }
    }
    return try SubjectResolution(erasure: self, request: request, runs: runs).resolved(subjects, holding: holding)
  }

  private func plan(
    _ request: Request, _ subjects: [ErasedSubject], _ states: [String: String], _ session: LedgerSession
  ) throws(LedgerError) -> ErasurePlan {
    let (runs, unheld, lost) = try session.runs(holding: subjects, keys: keys, tenant: request.tenant)
    var affected: [ErasurePlan.AffectedRun] = []
    var statePlaces: [String: String] = [:]
    let held = Set(runs.map(\.id))
    for run in try session.runs() where run.owner == request.tenant {
      let artefacts = try session.remainingArtefacts(ofRun: run.id)
      guard !artefacts.isEmpty else { continue }
      let stateOf = states[run.id].flatMap { statePlaces[$0] }
      guard held.contains(run.id) || stateOf != nil else { continue }
      affected.append(
        ErasurePlan.AffectedRun(
          run: run, sources: try session.sources(ofRun: run.id), artefacts: artefacts,
          stateOf: held.contains(run.id) ? nil : stateOf))
      for artefact in artefacts where artefact.kind == .state {
        if let place = artefact.path.flatMap(Publication.place(of:)) { statePlaces[place] = run.id }
      }
    }
    return ErasurePlan(
      request: ErasureRequest(
        tenant: request.tenant, domain: request.domain, subjects: subjects.count, unheld: unheld,
        tokens: subjects.flatMap(\.tokens), salts: subjects.flatMap(\.salts), lostKeys: lost,
        refitsChanged: request.refitsChanged,
        process: .current),
      runs: affected)
  }

  /// Where the states lie that runs have applied whose files are still there, by run.
  private func appliedStates(tenant: String) throws(EngineError) -> [String: String] {
    let runs = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        var applied: [RegisteredRun] = []
        for run in try session.runs() where run.command == Run.Command.apply.rawValue && run.owner == tenant {
          if try !session.remainingArtefacts(ofRun: run.id).isEmpty { applied.append(run) }
        }
        return applied
      }
    }
    var places: [String: String] = [:]
    for run in runs {
      guard let replay = run.replay, let path = replay.state ?? (try? Replay.plan(replay))?.state else { continue }
      places[run.id] = Publication.place(of: path.hasPrefix("/") ? path : "\(replay.directory)/\(path)")
    }
    return places
  }

  /// Writes tombstones, tasks and the first audit entry, in one transaction; from then on the erasure is to be finished,
  /// and runs that have begun before can no longer publish.
  ///
  /// - Returns: the erasure's id.
  package func begin(_ request: Request) throws(EngineError) -> String {
    let subjects = try subjects(of: request), states = try appliedStates(tenant: request.tenant)
    at(.planned)
    let id = ErasureTask.newErasure(), now = WallClock.now.description
    var other: String?
    try asking { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        other = try session.erasures().first { $0.status != .finished }?.id
        guard other == nil else { return }
        // The filters are asked once more: another run may have been registered meanwhile.
        let plan = try plan(request, subjects, states, session)
        let tombstones = subjects.flatMap(\.tombstones).map {
          Tombstone(domain: $0.domain, kid: $0.kid, token: $0.text, since: now, receipt: id)
        }
        try session.add(tombstones)
        var tasks = plan.runs.map { ErasureTask.Kind.run.task(of: id, run: $0.run.id) }
        tasks += [ErasureTask.Kind.vault, .examination].map { $0.task(of: id, run: nil) }
        for position in tasks.indices { tasks[position].position = position }
        try session.add(
          ErasureJob(id: id, status: .running, requested: now, request: plan.request.json.canonical), tasks: tasks)
        try session.append(
          .erasureBegun,
          [
            "erasure": .string(id), "subjects": .int(Int64(subjects.count)),
            "tombstones": .int(Int64(tombstones.count)),
            "runs": .int(Int64(plan.runs.count)),
          ], at: now)
      }
    }
    if let other {
      throw .diagnostics([
        Diagnostic(
          .erasureUnfinished, at: .whole(ledger.uri), "erasure `\(other)` has not been finished",
          help: "finish it with `featurize erase --resume`, if no other process is at it")
      ])
    }
    at(.begun)
    return id
  }

  /// The erasure that was begun and has not been finished, if there is one.
  package func unfinished() throws(EngineError) -> (id: String, isRunning: Bool)? {
    let jobs = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.erasures() }
    }
    guard let job = jobs.first(where: { $0.status != .finished }) else { return nil }
    let process = job.request.flatMap(ErasureRequest.init)?.process
    return (job.id, process.map { $0 != .current && $0.isRunning == true } ?? false)
  }

  /// Does what is left to do of an erasure.
  package func finish(_ id: String) throws(EngineError) -> Receipt {
    let (job, tasks) = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        (try session.erasures().first { $0.id == id }, try session.tasks(ofErasure: id))
      }
    }
    guard let job, var request = job.request.flatMap(ErasureRequest.init) else { throw noRequest(id) }
    if request.process != .current {
      request.process = .current
      var taken = job
      taken.request = request.json.canonical
      try asking { () throws(LedgerError) in
        try ledger.write { (session) throws(LedgerError) in try session.update(taken) }
      }
    }
    for task in tasks where task.status == .open { try carryOut(task, request) }
    return try close(job, request)
  }

  private func carryOut(_ task: ErasureTask, _ request: ErasureRequest) throws(EngineError) {
    switch ErasureTask.Kind(rawValue: task.kind) {
    case .run:
      var run = ErasedRun(self, request, task)
      try run.carryOut()
    case .vault: try unlink(task, request)
    case .examination: try examine(task, request)
    case nil: throw noRequest(task.erasure)
    }
  }

  /// Carries the ledger's errors over into the engine's.
  func asking<Value>(_ body: () throws(LedgerError) -> Value) throws(EngineError) -> Value {
    do {
      return try body()
    } catch {
      throw .diagnostics([Diagnostic(error.code, at: .whole(ledger.uri), error.message, help: error.help)])
    }
  }

  private func noRequest(_ id: String) -> EngineError {
    .diagnostics([
      Diagnostic(
        .badErasureRequest, at: .whole(ledger.uri), "what erasure `\(id)` has to do cannot be read",
        help: "give the key ring that it was begun with; if that is gone, erase again")
    ])
  }
}

extension ErasureTask {
  /// What erasures have to do.
  enum Kind: String {
    /// Do a run again, or else sweep its outputs.
    case run
    /// Make vaulted tokens meaningless.
    case vault
    /// Look at what was written.
    case examination

    func task(of erasure: String, run: String?) -> ErasureTask {
      ErasureTask(erasure: erasure, position: 0, kind: rawValue, run: run)
    }
  }

  /// An id that sorts by time, as runs have it.
  fileprivate static func newErasure() -> String { WallClock.runID(WallClock.now) }
}

extension RegisteredRun {
  /// The tenant whose people the run is about.
  var owner: String { replay?.tenant ?? tenant }
}
