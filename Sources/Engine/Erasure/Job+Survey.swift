import Columns
import Formats
import Ledger
import Plan
import Privacy

extension Job {
  /// The digest of a source as it lies there now, as a run registers it, and how many of its rows belong to people who
  /// were erased.
  func survey(_ position: Int, forFitting: Bool) throws(EngineError) -> (digest: String, erased: Int) {
    let source = plan.sources[position]
    let table = try SourceTable(source, memory: memory.limit, chunkSize: chunkSize, pool: pool, forFitting: forFitting)
    let reader = ChunkReader(plan: plan, position: position, table: table, intake: intake)
    let digests = DigestStream()
    try pool.forEach(table.chunkCount) { (chunk) throws(EngineError) in
      if cancellation.isCancelled { throw .interrupted }
      return try reader.digest(chunk)
    } commit: { (_, digest) throws(EngineError) in
      if let digest { digests.update(digest) }
    }
    return (digests.text(), try table.erasing(intake.sought[position], pool: pool).erased)
  }
}

extension Ledger {
  /// The people who are to stay forgotten.
  func forgotten() throws(EngineError) -> [Token] {
    let tombstones: [Tombstone]
    do throws(LedgerError) {
      tombstones = try read { (session) throws(LedgerError) in try session.tombstones() }
    } catch {
      throw .ledger(error)
    }
    return tombstones.compactMap { Token(parsing: $0.token) }
  }
}
