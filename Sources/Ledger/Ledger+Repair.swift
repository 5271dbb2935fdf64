import Glibc

/// What a repair took over from a damaged file.
package struct Salvage: Sendable, Equatable {
  /// Where the damaged file is now.
  package let kept: String
  /// Rows that could be read, by table.
  package let rows: [(table: String, count: Int)]
  /// Files and sources whose filters were lost in part: look-ups read them.
  package let withoutFilter: Int

  package static func == (left: Salvage, right: Salvage) -> Bool {
    left.kept == right.kept && left.withoutFilter == right.withoutFilter
      && left.rows.map(\.table) == right.rows.map(\.table) && left.rows.map(\.count) == right.rows.map(\.count)
  }
}

extension Ledger {
  /// Takes over into a new file what can be read of a damaged one, which is kept beside it; `nil` if the file is sound.
  ///
  /// Rows are read from both ends of each table towards the damage. The schema's types, keys and references are checked
  /// anew, so that what comes out is a ledger. The server repairs a PostgreSQL ledger.
  ///
  /// - Parameter suffix: tells the damaged file from earlier ones.
  package static func salvage(_ location: LedgerLocation, suffix: String) throws(LedgerError) -> Salvage? {
    guard case .file(let path) = location else { return nil }
    if SQLiteDatabase.isSound(path: path) { return nil }
    // Read from a copy: opening a file takes its log into it.
    let new = "\(path).salvage", copy = "\(path).salvage-copy"
    func clear(_ place: String) { for end in ["", "-wal", "-shm"] { unlink(place + end) } }
    clear(new)
    clear(copy)
    defer { clear(copy) }
    try SQLiteFile.copy(path, to: copy)
    var counts: [(table: String, count: Int)] = []
    var withoutFilter = 0
    do {
      let target = try SQLiteDatabase(path: new, mayMake: true)
      try LedgerSchema.migrate(target, uri: path)
      let source = try SQLiteDatabase(damaged: copy)
      try target.begin(writing: true)
      for table in LedgerSchema.tables {
        var count = 0
        source.readWhatCanBe(of: table) { row in
          if target.takeOver(row, into: table) { count += 1 }
        }
        counts.append((table, count))
      }
      try target.run(script: Self.dropOrphans)
      withoutFilter = try target.dropPartialFilters()
      try target.commit()
      try target.purge()
    }
    guard counts.contains(where: { $0.count > 0 }) else {
      clear(new)
      throw .lost(uri: path)
    }
    let kept = "\(path).damaged-\(suffix)"
    for end in ["-wal", "-shm"] { rename(path + end, kept + end) }
    guard rename(path, kept) == 0, rename(new, path) == 0 else {
      throw .failed(uri: path, cause: "the new file could not be put in its place")
    }
    for end in ["-wal", "-shm"] { unlink(new + end) }
    return Salvage(kept: kept, rows: counts, withoutFilter: withoutFilter)
  }

  /// Rows that refer to lost ones.
  private static let dropOrphans = """
    DELETE FROM filter_segments WHERE filter NOT IN (SELECT id FROM filters);
    DELETE FROM filters WHERE run NOT IN (SELECT id FROM runs)
      OR artefact IS NOT NULL AND artefact NOT IN (SELECT id FROM artefacts);
    DELETE FROM erasure_tasks WHERE erasure NOT IN (SELECT id FROM erasures);
    UPDATE erasure_tasks SET run = NULL WHERE run NOT IN (SELECT id FROM runs);
    UPDATE erasure_tasks SET artefact = NULL WHERE artefact NOT IN (SELECT id FROM artefacts);
    DELETE FROM sources WHERE run NOT IN (SELECT id FROM runs);
    DELETE FROM artefacts WHERE run NOT IN (SELECT id FROM runs);
    """
}

extension SQLiteDatabase {
  /// Whether the file is a ledger in which SQLite finds nothing wrong.
  static func isSound(path: String) -> Bool {
    do throws(LedgerError) {
      let database = try SQLiteDatabase(path: path, mayMake: false)
      let verdict = try database.first("PRAGMA integrity_check(1)") { (row) throws(LedgerError) in try row.text(0) }
      return verdict == "ok"
    } catch .damaged {
      return false
    } catch {
      // Not damaged: absent, open to others, another's. Opening it says so.
      return true
    }
  }

  /// Hands over every row that can be reached from either end of a table.
  func readWhatCanBe(of table: String, _ body: ([SQLValue]) -> Void) {
    var seen: Set<Int64> = []
    for order in ["ASC", "DESC"] {
      let isWhole: Bool
      do throws(LedgerError) {
        try run("SELECT rowid, * FROM \(table) NOT INDEXED ORDER BY rowid \(order)", []) {
          (row) throws(LedgerError) in
          guard case .integer(let number) = row.values[0], seen.insert(number).inserted else { return }
          body(Array(row.values.dropFirst()))
        }
        isWhole = true
      } catch {
        isWhole = false
      }
      if isWhole { return }
    }
  }

  /// Puts a row in; `false` if the schema refuses it, or it is there.
  func takeOver(_ row: [SQLValue], into table: String) -> Bool {
    let places = row.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    do throws(LedgerError) {
      try run("INSERT INTO \(table) VALUES (\(places))", row) { _ in }
      return true
    } catch {
      return false
    }
  }

  /// A filter that lost a segment would deny people whom the file holds.
  func dropPartialFilters() throws(LedgerError) -> Int {
    let filters = try rows(
      """
      SELECT filters.id, filters.log_blocks, COUNT(filter_segments.segment) FROM filters
      LEFT JOIN filter_segments ON filter_segments.filter = filters.id GROUP BY filters.id
      """
    ) { (row) throws(LedgerError) in (try row.integer(0), try row.integer(1), try row.integer(2)) }
    let partial = filters.filter { _, logBlocks, segments in
      !(0...32).contains(logBlocks) || segments != 1 << max(logBlocks - TokenFilter.logSegmentBlocks, 0)
    }
    for (id, _, _) in partial { try run("DELETE FROM filters WHERE id = $1", .integer(Int64(id))) }
    return partial.count
  }
}
