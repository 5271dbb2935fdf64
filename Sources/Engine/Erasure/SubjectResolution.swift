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
  let runs: [RegisteredRun]

  /// The subjects, each with what is known of the people that it leads to.
  ///
  /// - Parameter holding: runs that hold one of them.
  /// - Throws: an identifier that leads to several people, unless the request means all of them.
  func resolved(_ subjects: [ErasedSubject], holding: [RegisteredRun]) throws(EngineError) -> [ErasedSubject] {
    var subjects = subjects
    // What was asked for; what it leads to leads nowhere else.
    var subjectOf: [String: Int] = [:]
    for (position, subject) in subjects.enumerated() {
      for token in subject.tombstones { subjectOf[token.text] = position }
    }
    for (domain, runs) in Dictionary(grouping: holding, by: \.subjectDomain).sorted(by: { $0.key < $1.key })
    where domain != request.domain && !domain.isEmpty {
      let tokens = try RequestedTokens(
        domain, tenant: request.tenant, runs: self.runs, ledger: erasure.ledger, keys: erasure.keys)
      var people: [Int: Set<String>] = [:]
      for run in runs {
        let replay = Replay(
          run: run, ledger: erasure.ledger, keys: erasure.keys, tombstones: Tombstones(), machine: erasure.machine)
        // Sources that are gone lead to nobody; rows that hold the identifier itself are erased all the same.
        guard let found = try? replay.people(behind: subjectOf, in: request.domain) else { continue }
        for (subject, values) in found { people[subject, default: []].formUnion(values) }
      }
      for (position, values) in people {
        guard values.count == 1 || request.sharesIdentifiers else { throw shared(position, values.count) }
        for value in values {
          if let person = try tokens.subject(of: value) { subjects[position].add(person) }
        }
      }
    }
    return subjects
  }

  private func shared(_ subject: Int, _ count: Int) -> EngineError {
    .diagnostics([
      Diagnostic(
        .sharedIdentifier, at: .whole("<stdin>"), "line \(subject + 1) leads to \(count) people",
        help: "erase by the identifier that tells them apart, or give --shared to erase all of them")
    ])
  }
}

extension Replay {
  /// For each subject, by its tokens, the people whose rows hold it in a column of `domain`, as their sources have them.
  fileprivate func people(behind subjects: [String: Int], in domain: String) throws(Obstacle) -> [Int: Set<String>] {
    try prepared { (_, plan, job) throws(Obstacle) in
      var found: [Int: Set<String>] = [:]
      for source in plan.sources {
        guard let person = source.person.map({ source.ingested.fields[$0].name }),
          let personColumn = source.columns.first(where: { $0.field.name == person })
        else { continue }
        for column in source.columns where (column.treatment?.treatment as? Tokenize)?.domain == domain {
          do throws(EngineError) {
            for (subject, value) in try job.pairs(of: column, with: personColumn, in: source, keys, subjects) {
              found[subject, default: []].insert(value)
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
  /// The rows of a source whose value in `column` is one of the subjects: which, and the person's identifier.
  fileprivate func pairs(
    of column: PlannedSourceColumn, with person: PlannedSourceColumn, in source: PlannedSource, _ keys: KeyRing,
    _ subjects: [String: Int]
  ) throws(EngineError) -> [(subject: Int, person: String)] {
    guard let tokenize = column.treatment?.treatment as? Tokenize else { return [] }
    let tokenizers: [Tokenizer]
    do throws(PrivacyError) {
      tokenizers = try keys.tokenizers(
        tenant: plan.privacy?.tenant ?? "", domain: tokenize.domain,
        form: tokenize.form(pii: column.personalData?.rawValue))
    } catch {
      throw .privacy(error)
    }
    let table = try SourceTable(source, memory: memory.limit, chunkSize: chunkSize, pool: pool, forFitting: false)
    var pairs: [(Int, String)] = []
    for batch in try table.columns([column, person].map(\.soughtContract), pool: pool) {
      for tokenizer in tokenizers {
        let made = tokenizer.tokenize(batch[0], tokenAsRaw: tokenize.onInvalid == .tokenAsRaw).column
        for row in 0..<made.count where made.validity.isValid(row) && batch[1].validity.isValid(row) {
          if let subject = subjects[made.text(at: row)] { pairs.append((subject, batch[1].text(at: row))) }
        }
      }
    }
    return pairs
  }
}
