import Columns
import Configuration
import Formats
import Ledger
import Plan
import Privacy

extension AccessExport {
  /// The rows of a person in a source as it stands now.
  struct SourceRows {
    let source: RegisteredSource
    /// `nil`: the source has changed since the run, or cannot be read, so its rows are not those that the run had.
    let document: (bytes: [UInt8], rows: Int)?
  }

  /// Rows of the sources that held the person, with the values that the contract names, untreated: they are the answer.
  func sourceRows(of person: Lookup.Person) throws(EngineError) -> [SourceRows] {
    guard let job else { return [] }
    // Of several runs over one source the last one counts.
    var latest: [String: RegisteredSource] = [:]
    for source in person.sources { latest[source.name] = source }
    var found: [SourceRows] = []
    for source in latest.values.sorted(by: { $0.position < $1.position }) {
      guard let position = job.plan.sources.firstIndex(where: { $0.name == source.name }) else { continue }
      found.append(SourceRows(source: source, document: try rows(of: person, in: position, as: source, job)))
    }
    return found
  }

  private func rows(
    of person: Lookup.Person, in position: Int, as registered: RegisteredSource, _ job: Job
  ) throws(EngineError) -> (bytes: [UInt8], rows: Int)? {
    let source = job.plan.sources[position]
    let table: SourceTable
    do throws(EngineError) {
      table = try SourceTable(
        source, memory: job.memory.limit, chunkSize: job.chunkSize, pool: job.pool, forFitting: false)
    } catch {
      return nil
    }
    let makers = try makers(of: person.tokens, in: source, job)
    let reader = ChunkReader(plan: job.plan, position: position, table: table, intake: job.intake)
    let format = CSVWriter(), digests = DigestStream()
    let schema = Schema(source.columns.map(\.field))
    var bytes = Array(format.header(schema)), count = 0
    for chunk in 0..<table.chunkCount {
      if let digest = try reader.digest(chunk) { digests.update(digest) }
      let batch: Batch
      do throws(FormatError) {
        batch = try table.parse(chunk).batch
      } catch {
        return nil
      }
      let rows = try Self.rows(of: person.tokens, in: batch, makers)
      guard !rows.isEmpty else { continue }
      count += rows.count
      format.rows(batch.gather(Buffer(rows))).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }
    return digests.text() == registered.digest ? (bytes, count) : nil
  }

  /// What makes the tokens of the columns that may hold the person. A vault is looked into and given no new entries:
  /// nobody who was erased gets a salt again by being read.
  private func makers(
    of tokens: Set<String>, in source: PlannedSource, _ job: Job
  ) throws(EngineError) -> [(column: Int, tokens: IdentifierTokens)] {
    let domains = Set(tokens.compactMap { Token(parsing: $0)?.domain })
    var makers: [(column: Int, tokens: IdentifierTokens)] = []
    for (position, column) in source.columns.enumerated() {
      guard let tokenize = column.treatment?.treatment as? Tokenize, tokenize.policy == .deterministic,
        domains.contains(tokenize.domain)
      else { continue }
      makers.append(
        (position, try IdentifierTokens(job.plan, job.intake.keys, domain: tokenize.domain, allKeys: true)))
    }
    return makers
  }

  /// Rows of which some column has one of the tokens.
  private static func rows(
    of tokens: Set<String>, in batch: Batch, _ makers: [(column: Int, tokens: IdentifierTokens)]
  ) throws(EngineError) -> [Int32] {
    var rows: Set<Int32> = []
    for (position, maker) in makers {
      let column = batch.columns[position]
      for row in 0..<column.count where column.validity.isValid(row) {
        let made: IdentifierTokens.Outcome
        do throws(PrivacyError) {
          made = try Array(column.text(at: row).utf8).withUnsafeBufferPointer { (bytes) throws(PrivacyError) in
            try maker.tokens(of: bytes)
          }
        } catch {
          throw .privacy(error)
        }
        if case .tokens(let theirs) = made, theirs.contains(where: tokens.contains) { rows.insert(Int32(row)) }
      }
    }
    return rows.sorted()
  }
}
