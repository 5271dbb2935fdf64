extension LedgerSession {
  /// Adds tombstones; one that stands already stays as it is.
  ///
  /// - Returns: how many are new.
  @discardableResult
  package func add(_ tombstones: [Tombstone]) throws(LedgerError) -> Int {
    var new = 0
    for tombstone in tombstones {
      let isThere = try database.first("SELECT 1 FROM tombstones WHERE token = $1", .text(tombstone.token)) { _ in true
      }
      guard isThere == nil else { continue }
      try database.run(
        "INSERT INTO tombstones (token, domain, kid, since, receipt) VALUES ($1, $2, $3, $4, $5)",
        .text(tombstone.token), .text(tombstone.domain), .text(tombstone.kid), .text(tombstone.since),
        .text(tombstone.receipt))
      new += 1
    }
    return new
  }

  /// Those of a domain, under all keys; of all domains if `nil`.
  package func tombstones(domain: String? = nil) throws(LedgerError) -> [Tombstone] {
    try database.rows(
      """
      SELECT domain, kid, token, since, receipt FROM tombstones WHERE COALESCE($1, domain) = domain ORDER BY token
      """, SQLValue(domain)
    ) { (row) throws(LedgerError) in
      Tombstone(
        domain: try row.text(0), kid: try row.text(1), token: try row.text(2), since: try row.text(3),
        receipt: try row.text(4))
    }
  }
}
