extension LedgerSession {
  /// Writes an erasure down with all it has to do; in the transaction that writes the tombstones.
  package func add(_ job: ErasureJob, tasks: [ErasureTask]) throws(LedgerError) {
    try database.run(
      "INSERT INTO erasures (id, status, requested, finished, request, receipt) VALUES ($1, $2, $3, $4, $5, $6)",
      .text(job.id), .text(job.status.rawValue), .text(job.requested), SQLValue(job.finished),
      SQLValue(try sealed(job.request, ofErasure: job.id)), SQLValue(job.receipt))
    for task in tasks { try add(task) }
  }

  /// A further task of an erasure.
  package func add(_ task: ErasureTask) throws(LedgerError) {
    try database.run(
      """
      INSERT INTO erasure_tasks (erasure, position, kind, run, artefact, status, note)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      .text(task.erasure), SQLValue(task.position), .text(task.kind), SQLValue(task.run), SQLValue(task.artefact),
      .text(task.status.rawValue), .text(task.note))
  }

  /// Takes over what has become of an erasure: everything but its id.
  package func update(_ job: ErasureJob) throws(LedgerError) {
    try database.run(
      """
      UPDATE erasures SET status = $2, requested = $3, finished = $4, request = $5, receipt = $6 WHERE id = $1
      """,
      .text(job.id), .text(job.status.rawValue), .text(job.requested), SQLValue(job.finished),
      SQLValue(try sealed(job.request, ofErasure: job.id)), SQLValue(job.receipt))
  }

  /// Takes over a task's status and note.
  package func update(_ task: ErasureTask) throws(LedgerError) {
    try database.run(
      "UPDATE erasure_tasks SET status = $3, note = $4 WHERE erasure = $1 AND position = $2", .text(task.erasure),
      SQLValue(task.position), .text(task.status.rawValue), .text(task.note))
  }

  /// All erasures, the earliest first.
  package func erasures() throws(LedgerError) -> [ErasureJob] {
    try database.rows(
      "SELECT id, status, requested, finished, request, receipt FROM erasures ORDER BY requested, id"
    ) { (row) throws(LedgerError) in
      let id = try row.text(0)
      return ErasureJob(
        id: id, status: try row.word(1, ErasureJob.Status.self), requested: try row.text(2),
        finished: try row.optionalText(3), request: try unsealed(row.optionalBlob(4), context: "erasure \(id)"),
        receipt: try row.optionalText(5))
    }
  }

  package func tasks(ofErasure id: String) throws(LedgerError) -> [ErasureTask] {
    try database.rows(
      "SELECT erasure, position, kind, run, artefact, status, note FROM erasure_tasks WHERE erasure = $1 ORDER BY position",
      .text(id)
    ) { (row) throws(LedgerError) in
      ErasureTask(
        erasure: try row.text(0), position: try row.integer(1), kind: try row.text(2), run: try row.optionalText(3),
        artefact: try row.optionalInteger(4), status: try row.word(5, ErasureTask.Status.self), note: try row.text(6))
    }
  }

  private func sealed(_ request: String?, ofErasure id: String) throws(LedgerError) -> [UInt8]? {
    guard let request else { return nil }
    return try sealed(request, context: "erasure \(id)")
  }
}
