package import Privacy

/// The vault's salts in a ledger: one statement for a batch, the first writer wins, deletion for good.
extension Ledger: SaltStore {
  package func salts(
    of indexes: [BlindIndex], in domain: VaultDomain
  ) throws(SaltStoreError) -> [SealedSalt?] {
    try storing { () throws(LedgerError) in
      try read { (session) throws(LedgerError) in try session.salts(of: indexes, in: domain) }
    }
  }

  package func insert(
    _ salts: [(index: BlindIndex, salt: SealedSalt)], in domain: VaultDomain
  ) throws(SaltStoreError) -> [SealedSalt] {
    try storing { () throws(LedgerError) in
      try write { (session) throws(LedgerError) in try session.insert(salts, in: domain) }
    }
  }

  /// Rows are overwritten and the log is emptied before this returns.
  package func delete(_ indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> Int {
    try storing { () throws(LedgerError) in
      let count = try write { (session) throws(LedgerError) in try session.deleteSalts(of: indexes, in: domain) }
      try purge()
      return count
    }
  }

  package func counts() throws(SaltStoreError) -> [(kid: String, salts: Int)] {
    try storing { () throws(LedgerError) in
      try read { (session) throws(LedgerError) in try session.saltCounts() }
    }
  }

  private func storing<Value>(_ body: () throws(LedgerError) -> Value) throws(SaltStoreError) -> Value {
    do {
      return try body()
    } catch {
      throw SaltStoreError(problem: "cannot be read or written: \(error.message)")
    }
  }
}

extension LedgerSession {
  /// In pieces: a statement has at most 32,766 parameters in SQLite and 65,535 in PostgreSQL.
  private static let batch = 5000

  package func salts(of indexes: [BlindIndex], in domain: VaultDomain) throws(LedgerError) -> [SealedSalt?] {
    var found: [[UInt8]: SealedSalt] = [:]
    for start in stride(from: 0, to: indexes.count, by: Self.batch) {
      let piece = indexes[start..<min(start + Self.batch, indexes.count)]
      let places = (3..<(3 + piece.count)).map { "$\($0)" }.joined(separator: ", ")
      try database.run(
        "SELECT blind_index, kid, box FROM salts WHERE tenant = $1 AND domain = $2 AND blind_index IN (\(places))",
        [.text(domain.tenant), .text(domain.name)] + piece.map { .blob($0.bytes) }
      ) { (row) throws(LedgerError) in
        found[try row.blob(0)] = SealedSalt(kid: try row.text(1), box: try row.blob(2))
      }
    }
    return indexes.map { found[$0.bytes] }
  }

  /// - Returns: what is kept for each now.
  package func insert(
    _ salts: [(index: BlindIndex, salt: SealedSalt)], in domain: VaultDomain
  ) throws(LedgerError) -> [SealedSalt] {
    for start in stride(from: 0, to: salts.count, by: Self.batch) {
      let piece = salts[start..<min(start + Self.batch, salts.count)]
      let places = (0..<piece.count).map { "($1, $2, $\(3 * $0 + 3), $\(3 * $0 + 4), $\(3 * $0 + 5))" }
      try database.run(
        """
        INSERT INTO salts (tenant, domain, blind_index, kid, box) VALUES \(places.joined(separator: ", "))
        ON CONFLICT (tenant, domain, blind_index) DO NOTHING
        """,
        [.text(domain.tenant), .text(domain.name)]
          + piece.flatMap { [.blob($0.index.bytes), .text($0.salt.kid), .blob($0.salt.box)] }
      ) { _ in }
    }
    let kept = try self.salts(of: salts.map(\.index), in: domain)
    guard !kept.contains(where: { $0 == nil }) else { throw damaged("a salt is missing that was just written") }
    return kept.compactMap(\.self)
  }

  /// - Returns: how many there were.
  package func deleteSalts(of indexes: [BlindIndex], in domain: VaultDomain) throws(LedgerError) -> Int {
    let count = try salts(of: indexes, in: domain).count { $0 != nil }
    for start in stride(from: 0, to: indexes.count, by: Self.batch) {
      let piece = indexes[start..<min(start + Self.batch, indexes.count)]
      let places = (3..<(3 + piece.count)).map { "$\($0)" }.joined(separator: ", ")
      try database.run(
        "DELETE FROM salts WHERE tenant = $1 AND domain = $2 AND blind_index IN (\(places))",
        [.text(domain.tenant), .text(domain.name)] + piece.map { .blob($0.bytes) }
      ) { _ in }
    }
    return count
  }

  package func saltCounts() throws(LedgerError) -> [(kid: String, salts: Int)] {
    try database.rows("SELECT kid, COUNT(*) FROM salts GROUP BY kid ORDER BY kid") { (row) throws(LedgerError) in
      (kid: try row.text(0), salts: try row.integer(1))
    }
  }
}
