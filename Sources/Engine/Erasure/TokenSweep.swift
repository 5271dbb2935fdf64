import Columns
import Configuration
import Dispatch
import Formats
package import Privacy
import Synchronization

/// Goes through data outputs for the rows of erased people, thousands of them in one pass, and leaves them out.
///
/// What is left is byte for byte what it was. A file is read once; looking for tokens, the digest of what was there, and
/// writing with the digest of what will be there share two processors.
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
  }

  /// Rows of the file that hold one of the tokens in one of the columns, or in any.
  package func count(in path: String, columns: [String]? = nil) throws(EngineError) -> Int {
    try pass(path, columns, to: nil).rows
  }

  /// Writes the file anew without those rows, as part of a publication.
  package func rewrite(
    _ path: String, columns: [String]? = nil, as publication: Publication
  ) throws(EngineError) -> Outcome {
    let file = try egressing { () throws(EgressError) in try publication.file(at: path) }
    return try pass(path, columns, to: file)
  }

  /// Bytes that are looked at together.
  static let window = 8 << 20
  /// More than a token has bytes.
  static let longestToken = 128

  private func pass(_ path: String, _ columns: [String]?, to file: OutputFile?) throws(EngineError) -> Outcome {
    let source: CSVSource
    do throws(FormatError) {
      source = try CSVSource(try ByteSource(path: path), dialect: try CSVDialect())
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    let positions = columns?.compactMap { source.header.firstIndex(of: $0) } ?? Array(source.header.indices)
    guard positions.count == columns?.count ?? positions.count, source.bytes.heldByteCount == 0 else {
      throw .diagnostics([
        Diagnostic(
          .notAnOutput, at: .whole(path), "the file is not the output that the ledger registered",
          help: "run the pipeline again, and erase again")
      ])
    }
    guard !positions.isEmpty else { return Outcome() }
    let filter = RecordFilter(texts: tokens, columns: positions)
    var outcome = Outcome()
    let digests = file == nil ? nil : Digests()
    try read(0..<source.dataStart, of: source, path) { (header) throws(EgressError) in
      digests?.before.update(header)
      digests?.after.update(header)
      try file?.write(header)
    }
    outcome.bytesAfter = source.dataStart
    var position = source.dataStart, window = Self.window
    while position < source.bytes.count {
      let end = min(position + window, source.bytes.count)
      var read = 0
      try self.read(position..<end, of: source, path) { (bytes) throws(EgressError) in
        let (found, whole) = filter.records(in: bytes, isLast: end == source.bytes.count)
        read = whole
        outcome.rows += found.count
        guard let file, let digests, whole > 0 else { return }
        outcome.bytesAfter += try Self.write(
          UnsafeRawBufferPointer(rebasing: bytes[..<whole]), without: found, to: file, digests)
      }
      // A record that is longer than the window.
      if read == 0 { window *= 2 }
      position += read
    }
    outcome.bytesBefore = source.bytes.count
    outcome.digestBefore = digests?.before.text() ?? ""
    outcome.digestAfter = digests?.after.text() ?? ""
    return outcome
  }

  private func read(
    _ range: Range<Int>, of source: CSVSource, _ path: String,
    _ body: (UnsafeRawBufferPointer) throws(EgressError) -> Void
  ) throws(EngineError) {
    let bytes: SourceBytes
    do throws(FormatError) {
      bytes = try source.bytes.read(range)
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    try egressing { () throws(EgressError) in
      try bytes.withUnsafeBytes { (base) throws(EgressError) in
        try body(UnsafeRawBufferPointer(start: base, count: bytes.count))
      }
    }
  }

  /// Digests the bytes as they were, and beside that writes and digests them as they will be; returns how many those are.
  private static func write(
    _ bytes: UnsafeRawBufferPointer, without found: [Range<Int>], to file: OutputFile, _ digests: Digests
  ) throws(EgressError) -> Int {
    let kept = found.isEmpty ? nil : Self.bytes(bytes, without: found)
    let failure = Mutex<EgressError?>(nil)
    let lent = LentBytes(bytes: bytes)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      guard part == 1 else { return digests.before.update(lent.bytes) }
      do throws(EgressError) {
        if let kept {
          try kept.withUnsafeBufferPointer { (kept) throws(EgressError) in
            let kept = UnsafeRawBufferPointer(kept)
            digests.after.update(kept)
            try file.write(kept)
          }
        } else {
          digests.after.update(lent.bytes)
          try file.write(lent.bytes)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return kept?.count ?? bytes.count
  }

  private static func bytes(_ bytes: UnsafeRawBufferPointer, without found: [Range<Int>]) -> Buffer<UInt8> {
    let left = found.reduce(bytes.count) { $0 - $1.count }
    return Buffer<UInt8>(count: left) { memory in
      var (from, to) = (0, 0)
      for end in found + [bytes.count..<bytes.count] {
        let count = end.lowerBound - from
        if count > 0 {
          (memory.baseAddress! + to).update(
            from: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) + from, count: count)
        }
        to += count
        from = end.upperBound
      }
    }
  }
}

/// `@unchecked Sendable`: each stream is used by one thread at a time.
private struct Digests: @unchecked Sendable {
  let before = DigestStream()
  let after = DigestStream()
}

/// `@unchecked Sendable`: read only, by threads that end before its lender goes on.
private struct LentBytes: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
}
