import Privacy

extension LedgerSession {
  /// What may hold each of some tokens.
  package struct Candidate: Sendable, Equatable {
    package let owner: FilterOwner
    /// Positions among the hashes that were asked for; ascending.
    package let hashes: [Int]
  }

  /// Stores a filter of tokens hashed under the primary key.
  func add(_ filter: TokenFilter, of owner: FilterOwner) throws(LedgerError) {
    guard let kid = try ring().primary?.kid else { throw .privacy(.noKey(kid: nil)) }
    let id = try nextID(of: "filters")
    var (run, source, artefact): (String, Int?, Int?)
    switch owner {
    case .source(let ofRun, let position): (run, source, artefact) = (ofRun, position, nil)
    case .artefact(let artefactID):
      guard let registered = try self.artefact(artefactID) else { throw damaged("an artefact is missing") }
      (run, source, artefact) = (registered.run, nil, artefactID)
    }
    try database.run(
      "INSERT INTO filters (id, run, source, artefact, kid, log_blocks) VALUES ($1, $2, $3, $4, $5, $6)",
      SQLValue(id), .text(run), SQLValue(source), SQLValue(artefact), .text(kid), SQLValue(filter.logBlocks))
    for (segment, bits) in filter.segments.enumerated() {
      try database.run(
        "INSERT INTO filter_segments (filter, segment, bits) VALUES ($1, $2, $3)", SQLValue(id), SQLValue(segment),
        .blob(bits))
    }
  }

  /// The key entries that filters were hashed under: a look-up hashes its tokens under each of them.
  package func filterKeys() throws(LedgerError) -> [String] {
    try database.rows("SELECT DISTINCT kid FROM filters ORDER BY kid") { (row) throws(LedgerError) in
      try row.text(0)
    }
  }

  /// What may hold tokens of these hashes. Of each filter only the segments are read that answer for them (2 KiB for a
  /// hash), however large the file is.
  ///
  /// - Parameter kid: the key entry that the hashes are of.
  package func candidates(for hashes: [UInt64], kid: String) throws(LedgerError) -> [Candidate] {
    let sizes = try database.rows("SELECT DISTINCT log_blocks FROM filters WHERE kid = $1", .text(kid)) {
      (row) throws(LedgerError) in try row.integer(0)
    }
    var found: [FilterOwner: [Int]] = [:]
    for logBlocks in sizes {
      guard (0...32).contains(logBlocks) else { throw damaged("the size of a filter") }
      let bySegment = Dictionary(grouping: hashes.indices) { position in
        TokenFilter.segment(of: hashes[position], logBlocks: logBlocks)
      }
      for (segment, positions) in bySegment {
        try database.run(
          """
          SELECT filters.run, filters.source, filters.artefact, filter_segments.bits
          FROM filters JOIN filter_segments ON filter_segments.filter = filters.id
          WHERE filters.kid = $1 AND filters.log_blocks = $2 AND filter_segments.segment = $3
          """, [.text(kid), SQLValue(logBlocks), SQLValue(segment)]
        ) { (row) throws(LedgerError) in
          let bits = try row.blob(3)
          var matching: [Int] = []
          for position in positions {
            guard let answer = TokenFilter.mayContain(hashes[position], segment: bits, logBlocks: logBlocks) else {
              throw damaged("the length of a filter")
            }
            if answer { matching.append(position) }
          }
          if !matching.isEmpty { found[try owner(row), default: []] += matching }
        }
      }
    }
    return found.map { Candidate(owner: $0.key, hashes: Array(Set($0.value)).sorted()) }.sorted {
      $0.owner.order < $1.owner.order
    }
  }

  /// Files that may hold anyone: outputs that are there, and sources of which something is left, without a filter, as a
  /// repair may leave them.
  package func unfiltered() throws(LedgerError) -> [FilterOwner] {
    let artefacts = try database.rows(
      """
      SELECT id FROM artefacts WHERE kind = 'output' AND status IN ('pending', 'present', 'rewritten')
      AND NOT EXISTS (SELECT 1 FROM filters WHERE filters.artefact = artefacts.id) ORDER BY id
      """
    ) { (row) throws(LedgerError) in FilterOwner.artefact(try row.integer(0)) }
    let sources = try database.rows(
      """
      SELECT run, position FROM sources
      WHERE NOT EXISTS (SELECT 1 FROM filters WHERE filters.run = sources.run AND filters.source = sources.position)
      AND EXISTS (
        SELECT 1 FROM artefacts WHERE artefacts.run = sources.run
        AND artefacts.status IN ('pending', 'present', 'rewritten', 'departed'))
      ORDER BY run, position
      """
    ) { (row) throws(LedgerError) in FilterOwner.source(run: try row.text(0), position: try row.integer(1)) }
    return sources + artefacts
  }

  private func owner(_ row: SQLRow) throws(LedgerError) -> FilterOwner {
    if let artefact = try row.optionalInteger(2) { return .artefact(artefact) }
    return .source(run: try row.text(0), position: try row.integer(1))
  }

  /// Tokens of sources matter as long as something that was made of them is there.
  func dropIdleFilters() throws(LedgerError) {
    try database.run(
      """
      DELETE FROM filters WHERE source IS NOT NULL
      AND EXISTS (SELECT 1 FROM runs WHERE runs.id = filters.run AND runs.status NOT IN ('begun', 'publishing'))
      AND NOT EXISTS (
        SELECT 1 FROM artefacts WHERE artefacts.run = filters.run
        AND artefacts.status IN ('pending', 'present', 'rewritten', 'departed'))
      """)
  }
}

extension FilterOwner {
  /// Sources by run, then artefacts by id.
  fileprivate var order: (Int, String, Int) {
    switch self {
    case .source(let run, let position): (0, run, position)
    case .artefact(let id): (1, "", id)
    }
  }
}
