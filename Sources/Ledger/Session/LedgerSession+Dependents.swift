extension LedgerSession {
  /// What the ledger has recorded that depends on a key, in words and counts; empty if nothing does. All of it would be
  /// lost with the key, or could no longer be checked.
  package func dependents(on kid: String) throws(LedgerError) -> [String] {
    var dependents: [String] = []
    for (table, one, many) in Self.tablesOfKeys {
      let counts = try database.rows("SELECT COUNT(*) FROM \(table) WHERE kid = $1", .text(kid)) {
        (row) throws(LedgerError) in try row.integer(0)
      }
      guard let count = counts.first, count > 0 else { continue }
      dependents.append("\(count) \(count == 1 ? one : many)")
    }
    return dependents
  }

  /// Each table with a column `kid`, and what its rows are.
  private static let tablesOfKeys = [
    ("runs", "run whose outputs and states hold its tokens", "runs whose outputs and states hold its tokens"),
    ("salts", "salt of a vaulted token", "salts of vaulted tokens"),
    ("tombstones", "tombstone that keeps an erased person out", "tombstones that keep erased people out"),
    ("audit", "entry of the audit chain", "entries of the audit chain"),
  ]
}
