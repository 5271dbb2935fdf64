import Columns
import Configuration
import Formats
import Ledger
import Plan
import Privacy

/// Finds who somebody is by another identifier than the one that tells people apart: an e-mail address leads, through the
/// rows of a source that hold both, to the customer.
struct SubjectResolution {
  let erasure: Erasure
  let request: Erasure.Request

  /// What the rows of a source say: positions among the subjects, and the tokens of the people they lead to.
  private typealias Found = [Int: Set<Token>]

  /// The tokens of each subject, with those of the person they lead to added.
  ///
  /// - Throws: an identifier that leads to several people, unless the request means all of them.
  func resolved(_ subjects: [[Token]], _ runs: [RegisteredRun]) throws(EngineError) -> [[Token]] {
    var people: [Int: [String: Set<Token>]] = [:]
    for run in runs where run.subjectDomain != request.domain && !run.subjectDomain.isEmpty {
      let replay = Replay(
        run: run, ledger: erasure.ledger, keys: erasure.keys, tombstones: Tombstones(), machine: erasure.machine)
      // Sources that are gone lead to nobody; the rows that hold the identifier itself are erased all the same.
      guard let found = try? replay.people(behind: subjects, in: request.domain, tenant: request.tenant) else {
        continue
      }
      for (subject, tokens) in found {
        // One person has a token for each key and form: told apart by those of one tokenizer.
        for token in tokens { people[subject, default: [:]][run.subjectDomain, default: []].formUnion(token) }
        if tokens.count > 1, !request.sharesIdentifiers { throw shared(subject, tokens.count) }
      }
    }
    return subjects.enumerated().map { position, tokens in
      tokens + (people[position]?.values.flatMap { $0 } ?? []).filter { !tokens.contains($0) }
    }
  }

  private func shared(_ subject: Int, _ count: Int) -> EngineError {
    .diagnostics([
      Diagnostic(
        .sharedIdentifier, at: .whole("<stdin>"),
        "line \(subject + 1) of the request leads to \(count) people in domain `\(request.domain)`",
        help: "erase by the identifier that tells them apart, or give --shared to erase all of them")
    ])
  }
}

extension Replay {
  /// For each subject the people whose rows hold one of its tokens in a column of `domain`: of each the tokens under all
  /// live keys.
  func people(
    behind subjects: [[Token]], in domain: String, tenant: String
  ) throws(Obstacle) -> [Int: [Set<Token>]] {
    try prepared { (_, plan, job) throws(Obstacle) in
      var subjectOf: [String: Int] = [:]
      for (position, tokens) in subjects.enumerated() {
        for token in tokens { subjectOf[token.text] = position }
      }
      var found: [Int: [Set<Token>]] = [:]
      for source in plan.sources {
        guard let person = source.person.map({ source.ingested.fields[$0].name }),
          let personColumn = source.columns.first(where: { $0.field.name == person }),
          let personTokens = personColumn.treatment?.treatment as? Tokenize
        else { continue }
        for column in source.columns {
          guard let tokens = column.treatment?.treatment as? Tokenize, tokens.domain == domain else { continue }
          do throws(EngineError) {
            let pairs = try job.pairs(
              of: column, tokens, with: personColumn, personTokens, in: source, keys: keys, tenant: tenant,
              known: subjectOf)
            for (subject, person) in pairs where !found[subject, default: []].contains(person) {
              found[subject, default: []].append(person)
            }
          } catch {
            throw .failed(error.diagnostics(for: plan).first?.code.id ?? "an error")
          }
        }
      }
      return found
    }
  }
}

extension Job {
  /// The rows of a source whose value in `column` is one of the subjects: which, and the tokens of the person.
  fileprivate func pairs(
    of column: PlannedSourceColumn, _ tokens: Tokenize, with person: PlannedSourceColumn, _ personTokens: Tokenize,
    in source: PlannedSource, keys: KeyRing, tenant: String, known: [String: Int]
  ) throws(EngineError) -> [(subject: Int, person: Set<Token>)] {
    let found = try tokenizers(tokens, column, keys, tenant),
      people = try tokenizers(personTokens, person, keys, tenant)
    let table = try SourceTable(source, memory: memory, chunkSize: chunkSize, pool: pool, forFitting: false)
    var pairs: [(Int, Set<Token>)] = []
    for batch in try table.columns([column, person].map(\.soughtContract), pool: pool) {
      for tokenizer in found {
        let made = tokenizer.tokenize(batch[0], tokenAsRaw: tokens.onInvalid == .tokenAsRaw).column
        for row in 0..<made.count where made.validity.isValid(row) && batch[1].validity.isValid(row) {
          guard let subject = known[made.text(at: row)] else { continue }
          let value = batch[1].text(at: row)
          let raw = personTokens.onInvalid == .tokenAsRaw
          let tokens = people.compactMap { $0.token(of: value, raw: raw).flatMap { Token(parsing: $0) } }
          if !tokens.isEmpty { pairs.append((subject, Set(tokens))) }
        }
      }
    }
    return pairs
  }

  private func tokenizers(
    _ tokenize: Tokenize, _ column: PlannedSourceColumn, _ keys: KeyRing, _ tenant: String
  ) throws(EngineError) -> [Tokenizer] {
    do throws(PrivacyError) {
      var tokenizers: [Tokenizer] = []
      for entry in keys.entries where entry.status == .primary || entry.status == .resolve {
        tokenizers.append(
          try keys.tokenizer(
            tenant: tenant, domain: tokenize.domain, form: tokenize.form(pii: column.personalData?.rawValue),
            kid: entry.kid))
      }
      return tokenizers
    } catch {
      throw .privacy(error)
    }
  }
}
