import Configuration
import Privacy

extension LedgerSession {
  /// Registers a run that begins; before it reads a byte.
  package func begin(_ run: RegisteredRun) throws(LedgerError) {
    try database.run(
      """
      INSERT INTO runs (id, command, status, started, finished, version, pipeline, pipeline_digest, kid, tenant,
        subject_domain, domains, process, replay)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """,
      .text(run.id), .text(run.command), .text(run.status.rawValue), .text(run.started), SQLValue(run.finished),
      .text(run.version), .text(run.pipeline), .text(run.pipelineDigest), .text(run.kid), .text(run.tenant),
      .text(run.subjectDomain), .text(JSON.array(run.domains.map(\.json)).canonical), .text(run.process.text),
      .blob(try sealed((run.replay?.json ?? .null).canonical, context: "run \(run.id)")))
  }

  /// Says what has become of a run; `finished` is RFC 3339, UTC, and kept if `nil`.
  package func set(
    _ status: RegisteredRun.Status, ofRun id: String, finished: String? = nil
  ) throws(LedgerError) {
    guard try run(id) != nil else { throw .unknownRun(id: id, uri: uri) }
    try database.run(
      "UPDATE runs SET status = $2, finished = COALESCE($3, finished) WHERE id = $1", .text(id),
      .text(status.rawValue), SQLValue(finished))
  }

  /// All runs, the earliest first.
  package func runs() throws(LedgerError) -> [RegisteredRun] {
    try database.rows("SELECT \(Self.runColumns) FROM runs ORDER BY started, id", make: run(from:))
  }

  package func run(_ id: String) throws(LedgerError) -> RegisteredRun? {
    try database.first("SELECT \(Self.runColumns) FROM runs WHERE id = $1", .text(id), make: run(from:))
  }

  /// Runs that began and have not ended; those whose process is gone were killed.
  package func unfinishedRuns() throws(LedgerError) -> [RegisteredRun] {
    try database.rows(
      "SELECT \(Self.runColumns) FROM runs WHERE status IN ('begun', 'publishing') ORDER BY started, id",
      make: run(from:))
  }

  private static let runColumns =
    "id, command, status, started, finished, version, pipeline, pipeline_digest, kid, tenant, subject_domain, domains, "
    + "process, replay"

  private func run(from row: SQLRow) throws(LedgerError) -> RegisteredRun {
    let id = try row.text(0)
    return RegisteredRun(
      id: id, command: try row.text(1), status: try row.word(2, RegisteredRun.Status.self), started: try row.text(3),
      finished: try row.optionalText(4), version: try row.text(5), pipeline: try row.text(6),
      pipelineDigest: try row.text(7), kid: try row.text(8), tenant: try row.text(9), subjectDomain: try row.text(10),
      domains: try domains(row.text(11)), process: ProcessIdentity(text: try row.text(12)),
      replay: try replay(row.blob(13), ofRun: id))
  }

  private func domains(_ text: String) throws(LedgerError) -> [RegisteredRun.TokenDomain] {
    guard let json = try? JSON(parsing: text), let elements = json.array else { throw damaged("a run's domains") }
    let domains = elements.compactMap(RegisteredRun.TokenDomain.init(json:))
    guard domains.count == elements.count else { throw damaged("a run's domains") }
    return domains
  }

  private func replay(_ bytes: [UInt8], ofRun id: String) throws(LedgerError) -> RegisteredRun.Replay? {
    guard let json = try unsealedJSON(bytes, context: "run \(id)"), json != .null else { return nil }
    guard let replay = RegisteredRun.Replay(json: json) else { throw damaged("what a replay needs") }
    return replay
  }
}
