import Columns
import Formats
import Privacy

/// Some records of an output, with what is to be left out of them.
struct SweptWindow: Sendable {
  /// Where the records lie in the source.
  let range: Range<Int>
  let survey: RecordFilter.Survey
  /// Of the tokens that stay.
  let hashes: [UInt64]
  private let bytes: SourceBytes
  /// The bytes that stay; `nil` where all do.
  private let kept: Buffer<UInt8>?

  /// The records from `position` on, as many as a window holds and at least one; `nil` at the end of the source.
  ///
  /// - Parameter hasher: `nil` where the file is not to be written anew.
  init?(
    from position: Int, of source: CSVSource, _ path: String, _ filter: RecordFilter, _ hasher: RowHasher?
  ) throws(EngineError) {
    let count = source.bytes.count
    guard position < count else { return nil }
    var size = TokenSweep.window
    while true {
      let end = min(position + size, count)
      let bytes = try source.read(position..<end, path)
      let survey = bytes.withUnsafeBytes {
        filter.survey(UnsafeRawBufferPointer(start: $0, count: bytes.count), isLast: end == count)
      }
      // A record that is longer than the window.
      guard survey.end > 0 else {
        size *= 2
        continue
      }
      (hashes, kept) = bytes.withUnsafeBytes { base -> ([UInt64], Buffer<UInt8>?) in
        let text = UnsafeRawBufferPointer(start: base, count: survey.end)
        guard let hasher else { return ([], nil) }
        return (
          hasher.hashes(of: survey.tokens, in: text),
          survey.found.isEmpty ? nil : Self.bytes(text, without: survey.found)
        )
      }
      (self.bytes, self.survey, range) = (bytes, survey, position..<position + survey.end)
      return
    }
  }

  var keptCount: Int { kept?.count ?? survey.end }

  /// Lends the records as they were.
  func withBytes<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    try bytes.withUnsafeBytes { (base) throws(Failure) in
      try body(UnsafeRawBufferPointer(start: base, count: survey.end))
    }
  }

  /// Lends the records that stay.
  func withKept<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
    guard let kept else { return try withBytes(body) }
    try kept.withUnsafeBufferPointer { (kept) throws(Failure) in try body(UnsafeRawBufferPointer(kept)) }
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
