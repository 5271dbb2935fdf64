import Columns
import Configuration
import Formats
package import Ledger
import Privacy

/// Who looks for a person in everything that the ledger knows: which runs, outputs and states hold them.
///
/// Candidates come from the ledger's filters; only those files are read. Identifiers are never said or written.
package struct Lookup {
  package enum Problem: Error, Sendable, Equatable {
    /// No run has made tokens of it.
    case unknownDomain(String)
    /// The pipeline keeps none.
    case noLedger
    /// An access export answers for one person.
    case severalSubjects(Int)
  }

  /// Where one of the people was found.
  package struct Finding: Sendable, Equatable {
    package let run: String
    /// `nil`: a state or another file that holds no tokens, but learned from rows of the person.
    package let rows: Int?
    package let artefact: RegisteredArtefact
  }

  /// What was found of one person.
  package struct Person: Sendable {
    /// Outputs that hold tokens of the person, and what was learned from their rows; by the artefact's id.
    package fileprivate(set) var findings: [Finding] = []
    /// Sources that held the person when a run read them. By a filter: wrong for 2 people in 1000.
    package fileprivate(set) var sources: [RegisteredSource] = []
    /// Whether the identifier could be made into a token at all.
    package fileprivate(set) var isTokenizable = true
    package fileprivate(set) var tokens: Set<String> = []

    package var isFound: Bool { !findings.isEmpty || !sources.isEmpty }
  }

  package struct Result: Sendable {
    /// In the order of the identifiers.
    package fileprivate(set) var people: [Person] = []
    package fileprivate(set) var runs: [String: RegisteredRun] = [:]
    /// Files that may hold one of them and could not be read.
    package fileprivate(set) var unreadable: [RegisteredArtefact] = []
    /// How many files were read.
    package fileprivate(set) var read = 0
    /// Key entries of filters that this ring does not have: their files were not looked at.
    package fileprivate(set) var lostKeys: [String] = []
  }

  private let ledger: Ledger
  private let keys: KeyRing
  private let tenant: String?

  /// - Parameters:
  ///   - ledger: opened with keys.
  ///   - tenant: whose runs are looked at; `nil`: everybody's.
  package init(_ ledger: Ledger, tenant: String? = nil) throws(EngineError) {
    self.tenant = tenant
    guard let keys = ledger.keys else { throw .ledger(.noKeys(uri: ledger.uri)) }
    self.ledger = ledger
    self.keys = keys
  }

  /// - Parameters:
  ///   - identifiers: of `domain`, as they stand in the sources, or tokens.
  ///   - record: gets each record of an output that holds one of the people, after the output's header.
  package func find(
    _ identifiers: [String], domain: String,
    record: (_ person: Int, RegisteredArtefact, _ header: [UInt8], _ bytes: ArraySlice<UInt8>) -> Void = { _, _, _, _ in
    }
  ) throws(EngineError) -> Result {
    let runs = try registering { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in try session.runs() }
    }.filter { tenant == nil || $0.owner == tenant }
    let subjects = try SubjectTokens(of: identifiers, domain: domain, runs: runs, keys: keys, salts: ledger)
    var result = Result()
    result.runs = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
    result.people = subjects.tokens.map { tokens in
      var person = Person()
      person.isTokenizable = !tokens.isEmpty
      person.tokens = Set(tokens)
      return person
    }
    let subjectDomains = Set(runs.map(\.subjectDomain))
    // Found by an e-mail address, a person is looked for once more by the token that stands beside it.
    if !subjectDomains.contains(domain) {
      let candidates = try candidates(of: result.people, &result)
      var others: [Int: Set<String>] = [:]
      _ = try scan(candidates, &result) { person, _, _, record in
        let beside = record.tokens.filter { Token(parsing: $0).map { subjectDomains.contains($0.domain) } ?? false }
        others[person, default: []].formUnion(beside)
      }
      for (person, tokens) in others { result.people[person].tokens.formUnion(tokens) }
    }
    let candidates = try candidates(of: result.people, &result)
    var rows: [Int: [Int: Int]] = [:]
    let scanned = try scan(candidates, &result) { person, artefact, header, found in
      rows[artefact.id, default: [:]][person, default: 0] += 1
      record(person, artefact, header, found.bytes)
    }
    for artefact in scanned {
      for (person, count) in rows[artefact.id] ?? [:] {
        result.people[person].findings.append(Finding(run: artefact.run, rows: count, artefact: artefact))
      }
    }
    try addSources(candidates, &result)
    for person in result.people.indices { result.people[person].findings.sort { $0.artefact.id < $1.artefact.id } }
    return result
  }

  /// What may hold each of the people; positions are theirs.
  private func candidates(of people: [Person], _ result: inout Result) throws(EngineError) -> [FilterOwner: Set<Int>] {
    let tokens = people.enumerated().flatMap { position, person in person.tokens.sorted().map { (position, $0) } }
    var found: [FilterOwner: Set<Int>] = [:]
    var lost: [String] = []
    do throws(LedgerError) {
      try ledger.read { (session) throws(LedgerError) in
        for kid in try session.filterKeys() {
          guard keys.problem(with: kid) == nil else {
            lost.append(kid)
            continue
          }
          let hasher: RowHasher
          do throws(PrivacyError) {
            hasher = try keys.filterHasher(kid: kid)
          } catch {
            throw LedgerError.privacy(error)
          }
          let hashes = tokens.map { token in Array(token.1.utf8).withUnsafeBytes { hasher.hash($0) } }
          for candidate in try session.candidates(for: hashes, kid: kid) {
            found[candidate.owner, default: []].formUnion(candidate.hashes.map { tokens[$0].0 })
          }
        }
        for owner in try session.unfiltered() { found[owner, default: []].formUnion(people.indices) }
      }
    } catch {
      throw .ledger(error)
    }
    result.lostKeys = lost
    return found
  }

  /// Reads the candidates among the outputs.
  ///
  /// - Returns: those that could be read.
  private func scan(
    _ candidates: [FilterOwner: Set<Int>], _ result: inout Result,
    found: (Int, RegisteredArtefact, [UInt8], TokenScan.Record) -> Void
  ) throws(EngineError) -> [RegisteredArtefact] {
    let ids = candidates.keys.compactMap { if case .artefact(let id) = $0 { id } else { nil } }.sorted()
    let artefacts = try registering { () throws(LedgerError) in
      try ledger.read { (session) throws(LedgerError) in
        try ids.map { (id) throws(LedgerError) in try session.artefact(id) }.compactMap(\.self).filter {
          result.runs[$0.run] != nil
        }
      }
    }
    result.unreadable = []
    result.read = 0
    var scanned: [RegisteredArtefact] = []
    for artefact in artefacts {
      let people = candidates[.artefact(artefact.id)]!.sorted()
      guard let path = artefact.path, path != "-" else {
        result.unreadable.append(artefact)
        continue
      }
      do throws(FormatError) {
        var header: [UInt8] = []
        let tokens = people.map { result.people[$0].tokens }
        try TokenScan(tokens.joined()).scan(path) {
          header = Array($0)
        } found: { record in
          for (position, person) in people.enumerated()
          where record.tokens.contains(where: tokens[position].contains) { found(person, artefact, header, record) }
        }
        result.read += 1
        scanned.append(artefact)
      } catch {
        result.unreadable.append(artefact)
      }
    }
    return scanned
  }

  /// Sources that held the people, and what was learned from them: what their runs wrote that holds no tokens.
  private func addSources(_ candidates: [FilterOwner: Set<Int>], _ result: inout Result) throws(EngineError) {
    var learned: [Int: Set<String>] = [:]
    do throws(LedgerError) {
      try ledger.read { (session) throws(LedgerError) in
        for (owner, people) in candidates {
          guard case .source(let run, let position) = owner, result.runs[run] != nil,
            let source = try session.sources(ofRun: run).first(where: { $0.position == position })
          else { continue }
          for person in people {
            result.people[person].sources.append(source)
            learned[person, default: []].insert(run)
          }
        }
        for (person, runs) in learned {
          for run in runs.sorted() {
            for artefact in try session.artefacts(ofRun: run) where artefact.isLearned {
              result.people[person].findings.append(Finding(run: run, rows: nil, artefact: artefact))
            }
          }
        }
      }
    } catch {
      throw .ledger(error)
    }
    for person in result.people.indices {
      result.people[person].sources.sort { ($0.run, $0.position) < ($1.run, $1.position) }
    }
  }

  /// Writes down that somebody was looked for: how many people, not who.
  package func note(_ result: Result, domain: String, exported: Bool) throws(EngineError) {
    let moment = WallClock.now.description
    _ = try registering { () throws(LedgerError) in
      try ledger.write { (session) throws(LedgerError) in
        try session.append(
          exported ? .access : .lookup,
          [
            "domain": .string(domain), "identifiers": .int(Int64(result.people.count)),
            "found": .int(Int64(result.people.count { $0.isFound })),
          ], at: moment)
      }
    }
  }
}

extension RegisteredArtefact {
  /// A state or an unfinished fit that is there: it holds no token, but what rows made of it.
  fileprivate var isLearned: Bool {
    (kind == .state || kind == .partial) && [.pending, .present, .rewritten].contains(status)
  }
}
