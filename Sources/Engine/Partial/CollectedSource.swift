import Configuration
import Ledger
import Plan
import Privacy

/// A source that a part of a fit was collected from, with the tokens that it held: it goes with the part, so that
/// whatever is made of it is registered with all the people in it.
struct CollectedSource: Codable, Equatable {
  let name: String
  let uri: String
  let paths: [String]
  let bytes: Int
  let rows: Int
  let digest: String
  /// When it was about to be read: people who were erased from then on may be in it.
  let since: String
  /// A filter over its tokens, of 2^`logBlocks` blocks; `nil` where nobody registered the part.
  private let logBlocks: Int?
  private let filterBytes: [UInt8]

  init(_ ingested: Job.Ingested, since: String) throws(EngineError) {
    name = ingested.source.name
    uri = ingested.source.uri
    paths = try SourceTable.paths(uri).map(WorkingDirectory.absolute)
    bytes = ingested.byteCount
    rows = ingested.rowCount + ingested.erasedCount
    digest = ingested.digest ?? ""
    self.since = since
    logBlocks = ingested.tokens?.logBlocks
    filterBytes = ingested.tokens?.bytes ?? []
  }

  /// `nil` where nobody registered the part.
  var filter: TokenFilter? { logBlocks.flatMap { TokenFilter(logBlocks: $0, bytes: filterBytes) } }

  func registered(by run: String, at position: Int, _ egress: Egress) -> RegisteredSource {
    RegisteredSource(
      run: run, position: position, name: egress.redacted(name), uri: egress.redacted(uri), paths: paths, bytes: bytes,
      rows: rows, digest: digest)
  }

  /// Whether somebody may be in it who was erased after it was read. A vaulted token of somebody whose salt is gone
  /// cannot be made again, so there every later erasure counts.
  func mayHoldErased(_ tombstones: [Tombstone], _ hasher: RowHasher, isVaulted: Bool) -> Bool {
    let later = tombstones.filter { $0.since >= since }
    guard !later.isEmpty, let filter else { return !later.isEmpty }
    return isVaulted
      || later.contains { tombstone in
        filter.mayContain(Array(tombstone.token.utf8).withUnsafeBytes { hasher.hash($0) })
      }
  }
}
