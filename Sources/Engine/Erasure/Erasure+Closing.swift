import Columns
import Configuration
import Ledger
import Privacy

extension Erasure {
  /// Destroys the salts of the subjects in vaulted domains: every copy of their tokens, wherever it is, leads to nobody.
  func unlink(_ task: ErasureTask, _ request: ErasureRequest) throws(EngineError) {
    let byDomain = Dictionary(grouping: request.salts, by: \.domain).sorted { $0.key < $1.key }.map { name, salts in
      (VaultDomain(tenant: request.tenant, name: name), salts.compactMap { BlindIndex($0.index) })
    }
    // Counted before they go: whoever goes on after a kill finds none.
    var count = (try? JSON(parsing: Array(task.note.utf8)))?["salts"]?.int ?? -1
    if count < 0 { count = Int64(try salts(in: byDomain)) }
    try settle(task, .open, ["salts": .int(count)])
    do throws(SaltStoreError) {
      for (domain, indexes) in byDomain { _ = try ledger.delete(indexes, in: domain) }
    } catch {
      throw incomplete(error)
    }
    at(.unlinked)
    try settle(task, .done, ["salts": .int(count)])
  }

  /// How many of the subjects' salts there are.
  private func salts(in domains: [(VaultDomain, [BlindIndex])]) throws(EngineError) -> Int {
    var count = 0
    do throws(SaltStoreError) {
      for (domain, indexes) in domains { count += try ledger.salts(of: indexes, in: domain).count { $0 != nil } }
    } catch {
      throw incomplete(error)
    }
    return count
  }

  private func incomplete(_ error: SaltStoreError) -> EngineError {
    .diagnostics([Diagnostic(.erasureIncomplete, at: .whole(ledger.uri), "the vault \(error.problem)")])
  }

  /// Reads what was written once more: no file may hold one of the tokens.
  func examine(_ task: ErasureTask, _ request: ErasureRequest) throws(EngineError) {
    let (files, _) = try results(of: task.erasure)
    let sweep = TokenSweep(request.tokens)
    var examined = 0
    for file in files where file.action == .replayed || file.action == .filtered {
      let artefact = try asking { () throws(LedgerError) in
        try ledger.read { (session) throws(LedgerError) in try session.artefact(file.artefact) }
      }
      guard let path = artefact?.path else { continue }
      let isTable = if artefact?.kind == .output { try !TokenSweep.isMatrix(path) } else { false }
      let found = try isTable ? sweep.count(in: path) : sweep.mentions(in: path)
      guard found == 0 else {
        throw .diagnostics([
          Diagnostic(
            .erasureIncomplete, at: .whole(file.uri), "the file still holds somebody who is to be erased",
            help: "was it restored or written meanwhile? `featurize erase --resume` goes on when it is not")
        ])
      }
      examined += 1
    }
    at(.examined)
    try settle(task, .done, ["examined": .int(Int64(examined))])
  }

  /// Writes the last audit entry and the receipt, and forgets who was asked for.
  func close(_ job: ErasureJob, _ request: ErasureRequest) throws(EngineError) -> Receipt {
    let (files, sources) = try results(of: job.id)
    let tasks = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.tasks(ofErasure: job.id) }
    }
    func count(_ name: String) -> Int64 {
      tasks.compactMap { (try? JSON(parsing: Array($0.note.utf8)))?[name]?.int }.reduce(0, +)
    }
    let now = WallClock.now.description
    let digest = try requestDigest(request)
    let receipt = try asking { () throws(LedgerError) -> Receipt in
      let receipt = try ledger.write { (session) throws(LedgerError) -> Receipt in
        let head = try session.append(
          .erasureFinished,
          [
            "erasure": .string(job.id), "files": .int(Int64(files.count)),
            "unreached": .int(Int64(files.count { $0.action == .unreached })),
          ], at: now)
        let content: JSON = [
          "featurize_receipt": .int(Receipt.formatVersion), "erasure": .string(job.id),
          "version": .string(Version.current),
          "requested": .string(job.requested), "finished": .string(now),
          "request": [
            "tenant": .string(request.tenant), "domain": .string(request.domain),
            "subjects": .int(Int64(request.subjects)), "not_held": .int(Int64(request.unheld)),
            "tombstones": .int(Int64(request.tokens.count)), "digest": .string(digest),
          ],
          "files": .array(files.filter { $0.action != .unreached }.map(\.json)),
          "not_reached": .array(files.filter { $0.action == .unreached }.map(\.json)),
          "keys_not_asked": .array(request.lostKeys.map { .string($0) }), "sources": .array(sources.map(\.json)),
          "salts_destroyed": .int(count("salts")), "files_examined": .int(count("examined")),
          "audit": ["head": .string(head.text)],
        ]
        let receipt: Receipt
        do throws(PrivacyError) {
          receipt = try Receipt(signing: content.mapTexts(egress.redacted), with: keys)
        } catch {
          throw .privacy(error)
        }
        var closed = job
        (closed.status, closed.finished, closed.request, closed.receipt) = (.finished, now, nil, receipt.text)
        try session.update(closed)
        return receipt
      }
      try ledger.purge()
      return receipt
    }
    at(.finished)
    return receipt
  }

  /// Which subjects were asked for, for whoever has the key ring and their identifiers: a keyed digest of the tokens.
  private func requestDigest(_ request: ErasureRequest) throws(EngineError) -> String {
    do throws(PrivacyError) {
      let stream = try DigestStream(keys: keys)
      for token in request.tokens.map(\.text).sorted() { stream.update(token + "\n") }
      return stream.text()
    } catch {
      throw .privacy(error)
    }
  }

  /// Files and sources of all runs so far.
  func results(of erasure: String) throws(EngineError) -> (files: [ErasedFile], sources: [ErasedSource]) {
    let tasks = try asking { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.tasks(ofErasure: erasure) }
    }
    let notes = tasks.compactMap { try? JSON(parsing: Array($0.note.utf8)) }
    return (
      notes.flatMap { ($0["files"]?.array ?? []).compactMap { ErasedFile($0) } },
      notes.flatMap { ($0["sources"]?.array ?? []).compactMap { ErasedSource($0) } }
    )
  }

  func settle(_ task: ErasureTask, _ status: ErasureTask.Status, _ note: JSON) throws(EngineError) {
    var settled = task
    settled.status = status
    settled.note = note.canonical
    let update = settled
    try asking { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in try session.update(update) }
    }
  }
}

extension JSON {
  /// The same with every string, but no name of a member, made anew.
  fileprivate func mapTexts(_ make: (String) -> String) -> JSON {
    switch self {
    case .string(let text): .string(make(text))
    case .array(let elements): .array(elements.map { $0.mapTexts(make) })
    case .object(let members): .object(members.map { Member($0.name, $0.value.mapTexts(make)) })
    default: self
    }
  }
}
