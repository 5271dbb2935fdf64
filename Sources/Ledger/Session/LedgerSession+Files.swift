import Configuration

extension LedgerSession {
  /// Registers what a run read, with the tokens it took in.
  package func add(_ source: RegisteredSource, filter: TokenFilter?) throws(LedgerError) {
    let paths = JSON.array((source.paths ?? []).map { .string($0) }).canonical
    try database.run(
      "INSERT INTO sources (run, position, name, uri, paths, bytes, rows, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      .text(source.run), SQLValue(source.position), .text(source.name), .text(source.uri),
      .blob(try sealed(paths, context: "source \(source.run) \(source.position)")), SQLValue(source.bytes),
      SQLValue(source.rows), .text(source.digest))
    if let filter { try add(filter, of: .source(run: source.run, position: source.position)) }
  }

  /// Registers what a run is about to write, with the tokens in it.
  ///
  /// - Returns: the artefact's id.
  @discardableResult
  package func add(_ artefact: RegisteredArtefact, filter: TokenFilter?) throws(LedgerError) -> Int {
    let id = try nextID(of: "artefacts")
    let path = artefact.path ?? ""
    try database.run(
      """
      INSERT INTO artefacts (id, run, kind, name, uri, path_mark, path, status, rows, bytes, digest)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      SQLValue(id), .text(artefact.run), .text(artefact.kind.rawValue), .text(artefact.name), .text(artefact.uri),
      .blob(try mark(ofPath: path)), .blob(try sealed(path, context: "artefact \(id)")),
      .text(artefact.status.rawValue), SQLValue(artefact.rows), SQLValue(artefact.bytes), .text(artefact.digest))
    if let filter { try add(filter, of: .artefact(id)) }
    return id
  }

  /// The files of a run are in their places: what was there before them is there no more.
  package func settleArtefacts(ofRun run: String) throws(LedgerError) {
    for artefact in try artefacts(ofRun: run) where artefact.status == .pending {
      guard let path = artefact.path else { continue }
      guard path != "-" else {
        try set(.departed, ofArtefact: artefact.id)
        continue
      }
      for mark in try marks(ofPath: path) {
        let earlier = try database.rows(
          """
          SELECT id FROM artefacts WHERE path_mark = $1 AND id <> $2 AND status IN ('pending', 'present', 'rewritten')
          """, .blob(mark), SQLValue(artefact.id)
        ) { (row) throws(LedgerError) in try row.integer(0) }
        for id in earlier { try set(.replaced, ofArtefact: id) }
      }
      try set(.present, ofArtefact: artefact.id)
    }
    try dropIdleFilters()
  }

  /// Says what has become of an artefact. One that is there no more needs no filter.
  package func set(_ status: RegisteredArtefact.Status, ofArtefact id: Int) throws(LedgerError) {
    try database.run("UPDATE artefacts SET status = $2 WHERE id = $1", SQLValue(id), .text(status.rawValue))
    if status == .replaced || status == .removed {
      try database.run("DELETE FROM filters WHERE artefact = $1", SQLValue(id))
    }
  }

  /// An erasure has written the artefact anew.
  package func rewrite(
    _ id: Int, rows: Int?, bytes: Int, digest: String, filter: TokenFilter?
  ) throws(LedgerError) {
    try database.run(
      "UPDATE artefacts SET status = 'rewritten', rows = $2, bytes = $3, digest = $4 WHERE id = $1", SQLValue(id),
      SQLValue(rows), SQLValue(bytes), .text(digest))
    try database.run("DELETE FROM filters WHERE artefact = $1", SQLValue(id))
    if let filter { try add(filter, of: .artefact(id)) }
  }

  /// An erasure has done a run again: the tokens that its source has now.
  package func replaceFilter(ofSource position: Int, ofRun run: String, _ filter: TokenFilter?) throws(LedgerError) {
    try database.run("DELETE FROM filters WHERE run = $1 AND source = $2", .text(run), SQLValue(position))
    if let filter { try add(filter, of: .source(run: run, position: position)) }
  }

  package func sources(ofRun run: String) throws(LedgerError) -> [RegisteredSource] {
    try database.rows(
      "SELECT run, position, name, uri, paths, bytes, rows, digest FROM sources WHERE run = $1 ORDER BY position",
      .text(run)
    ) { (row) throws(LedgerError) in
      let (run, position) = (try row.text(0), try row.integer(1))
      let paths = try unsealedJSON(row.blob(4), context: "source \(run) \(position)")
      return RegisteredSource(
        run: run, position: position, name: try row.text(2), uri: try row.text(3),
        paths: paths?.array?.compactMap(\.string), bytes: try row.integer(5), rows: try row.integer(6),
        digest: try row.text(7))
    }
  }

  package func artefacts(ofRun run: String) throws(LedgerError) -> [RegisteredArtefact] {
    try database.rows(
      "SELECT \(Self.artefactColumns) FROM artefacts WHERE run = $1 ORDER BY id", .text(run), make: artefact(from:))
  }

  package func artefact(_ id: Int) throws(LedgerError) -> RegisteredArtefact? {
    try database.first(
      "SELECT \(Self.artefactColumns) FROM artefacts WHERE id = $1", SQLValue(id), make: artefact(from:))
  }

  /// Those of a status, of all runs.
  package func artefacts(_ status: RegisteredArtefact.Status) throws(LedgerError) -> [RegisteredArtefact] {
    try database.rows(
      "SELECT \(Self.artefactColumns) FROM artefacts WHERE status = $1 ORDER BY id", .text(status.rawValue),
      make: artefact(from:))
  }

  private static let artefactColumns = "id, run, kind, name, uri, path, status, rows, bytes, digest"

  private func artefact(from row: SQLRow) throws(LedgerError) -> RegisteredArtefact {
    let id = try row.integer(0)
    return RegisteredArtefact(
      id: id, run: try row.text(1), kind: try row.word(2, RegisteredArtefact.Kind.self), name: try row.text(3),
      uri: try row.text(4), path: try unsealed(row.blob(5), context: "artefact \(id)"),
      status: try row.word(6, RegisteredArtefact.Status.self), rows: try row.optionalInteger(7),
      bytes: try row.integer(8), digest: try row.text(9))
  }

  /// There is one writer at a time, so the largest number is the last.
  func nextID(of table: String) throws(LedgerError) -> Int {
    try database.first("SELECT COALESCE(MAX(id), 0) + 1 FROM \(table)") { (row) throws(LedgerError) in
      try row.integer(0)
    } ?? 1
  }
}
