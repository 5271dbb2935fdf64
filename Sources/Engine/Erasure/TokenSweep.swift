import Columns
import Configuration
import Dispatch
import Formats
package import Ledger
package import Privacy
import Synchronization

/// Goes through data outputs for the rows of erased people, thousands of them in one pass, and leaves them out.
///
/// What is left is byte for byte what it was. A file is read once: looking for tokens, the digest of what was there,
/// writing, the digest of what will be there and the hashes for the filter of what will be there go on side by side.
package struct TokenSweep: Sendable {
  let tokens: StringTable
  /// Of the tokens, in bytes.
  let lengths: Set<Int>

  /// - Parameter tokens: at least one.
  package init(_ tokens: [Token]) {
    precondition(!tokens.isEmpty, "somebody is to be found")
    var table = StringTable(capacity: tokens.count)
    for token in tokens { _ = table.insert(token.text) }
    self.tokens = table
    lengths = Set(tokens.map(\.text.utf8.count))
  }

  /// What became of a file.
  package struct Outcome: Sendable, Equatable {
    /// Rows that hold one of the tokens.
    package var rows = 0
    package var bytesBefore = 0
    package var bytesAfter = 0
    package var digestBefore = ""
    package var digestAfter = ""
    /// Of the tokens that the file will hold.
    package var filter: TokenFilter?
  }

  /// Bytes that are looked at together: few enough to stay in the processors' cache until they are written.
  static let window = 1 << 20

  /// Rows of the file that hold one of the tokens.
  package func count(in path: String) throws(EngineError) -> Int {
    let source = try source(path)
    guard try mayHoldOne(source, path) else { return 0 }
    let filter = filter(for: source)
    var rows = 0
    var position = source.dataStart
    while let window = try SweptWindow(from: position, of: source, path, filter, nil) {
      rows += window.survey.found.count
      position = window.range.upperBound
    }
    return rows
  }

  /// Writes the file anew without those rows, as part of a publication.
  ///
  /// - Parameter keys: of the filter.
  package func rewrite(
    _ path: String, as publication: Publication, keys: KeyRing
  ) throws(EngineError) -> Outcome {
    let hasher: RowHasher
    do { hasher = try keys.filterHasher() } catch { throw .privacy(error) }
    let source = try source(path)
    let filter = filter(for: source)
    let file = try egressing { () throws(EgressError) in try publication.file(at: path) }
    let sweep = Sweep()
    let header = try source.read(0..<source.dataStart, path)
    try egressing { () throws(EgressError) in
      try header.withUnsafeBytes { (bytes) throws(EgressError) in
        let header = UnsafeRawBufferPointer(start: bytes, count: header.count)
        sweep.before.update(header)
        sweep.after.update(header)
        try file.write(header)
      }
    }
    try Belt(threads: 4, length: 8).carry(
      from: { (last) throws(EngineError) in
        try SweptWindow(from: last?.range.upperBound ?? source.dataStart, of: source, path, filter, hasher)
      },
      past: Sweep.Station.allCases
    ) { (station, window) throws(EngineError) in
      switch station {
      case .before: window.withBytes { sweep.before.update($0) }
      case .after: window.withKept { sweep.after.update($0) }
      case .writing: try Self.write(window, to: file)
      case .counting:
        sweep.count(window)
        // The file will be replaced: the memory that the system keeps it in is better used for the new one.
        let start = max(window.range.lowerBound - Self.window, 0)
        if sweep.rows > 0 { source.bytes.forget(start..<window.range.upperBound) }
      }
    }
    return Outcome(
      rows: sweep.rows, bytesBefore: source.bytes.count, bytesAfter: source.dataStart + sweep.keptCount,
      digestBefore: sweep.before.text(), digestAfter: sweep.after.text(),
      filter: sweep.collector.finish())
  }

  private static func write(_ window: SweptWindow, to file: OutputFile) throws(EngineError) {
    try egressing { () throws(EgressError) in
      try window.withKept { (bytes) throws(EgressError) in try file.write(bytes) }
    }
  }

  /// Whether one of the tokens may stand in the file, whatever its form: `false` is certain. Windows are looked at in any
  /// order, on two processors.
  package func mayHoldOne(_ path: String) throws(EngineError) -> Bool { try mayHoldOne(source(path), path) }

  private func mayHoldOne(_ source: CSVSource, _ path: String) throws(EngineError) -> Bool {
    let filter = filter(for: source)
    let count = source.bytes.count
    let outcome = Mutex<Result<Bool, EngineError>>(.success(false))
    DispatchQueue.concurrentPerform(iterations: (count + Self.window - 1) / Self.window) { index in
      guard case .success(false) = outcome.withLock({ $0 }) else { return }
      let start = index * Self.window, end = min(start + Self.window, count)
      let before = start == 0 ? 0 : 1
      do throws(EngineError) {
        let bytes = try source.read(start - before..<min(end + RecordFilter.longest, count), path)
        let found = bytes.withUnsafeBytes {
          filter.mayHoldOne(UnsafeRawBufferPointer(start: $0, count: bytes.count), in: before..<before + end - start)
        }
        if found { outcome.withLock { $0 = .success(true) } }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
    }
    return try outcome.withLock { $0 }.get()
  }

  private func source(_ path: String) throws(EngineError) -> CSVSource {
    let source: CSVSource
    do throws(FormatError) {
      source = try CSVSource(try ByteSource(path: path), dialect: try CSVDialect())
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    guard source.bytes.heldByteCount == 0 else {
      throw .diagnostics([
        Diagnostic(
          .notAnOutput, at: .whole(path), "the file is not the output that the ledger registered",
          help: "run the pipeline again, and erase again")
      ])
    }
    return source
  }

  private func filter(for source: CSVSource) -> RecordFilter {
    RecordFilter(texts: tokens, columns: Array(0..<max(source.header.count, 1)))
  }
}

extension CSVSource {
  func read(_ range: Range<Int>, _ path: String) throws(EngineError) -> SourceBytes {
    do throws(FormatError) {
      return try bytes.read(range)
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
  }
}

/// What is learnt of a file while its windows pass.
///
/// `@unchecked Sendable`: each stream is used by one station of the belt, and so is the rest; a station works on one thread
/// at a time.
private final class Sweep: @unchecked Sendable {
  enum Station: CaseIterable {
    case before, after, writing, counting
  }

  let before = DigestStream()
  let after = DigestStream()
  private(set) var rows = 0
  private(set) var keptCount = 0
  var collector = TokenCollector(Pool(threads: 2))

  func count(_ window: SweptWindow) {
    rows += window.survey.found.count
    keptCount += window.keptCount
    collector.add(window.hashes)
  }
}
