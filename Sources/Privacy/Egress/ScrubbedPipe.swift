import Glibc

/// Carries a log from one descriptor to another, scrubbed on the way.
///
/// What has arrived is scrubbed and written before more is waited for, so a line that has ended leaves at once. A closed
/// pipe is an error of the write (see `Egress`), not a signal. One thread does it all; `ScrubbingCrew` puts out the same
/// bytes with more.
package struct ScrubbedPipe {
  private var source: LogSource
  private let destination: Int32
  private var scrubber: StreamScrubber
  private var output: [UInt8] = []

  /// - Parameter hurry: a descriptor that becomes readable when nothing more is to be expected: then what is there is
  ///   carried, until the source has been silent for a moment.
  package init(from source: Int32, to destination: Int32, _ lines: LineScrubber, hurry: Int32? = nil) {
    self.source = LogSource(source, hurry: hurry)
    self.destination = destination
    scrubber = StreamScrubber(lines)
  }

  /// Until the source ends; throws `closed` if the reader has gone.
  package mutating func carry() throws(EgressError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 64)
    defer { piece.deallocate() }
    while case let count = try source.read(into: piece), count > 0 {
      scrubber.push(UnsafeRawBufferPointer(rebasing: piece[..<count]).assumingMemoryBound(to: UInt8.self), to: &output)
      try Self.write(&output, to: destination)
    }
    scrubber.finish(to: &output)
    try Self.write(&output, to: destination)
  }

  /// Writes scrubbed bytes and forgets them.
  static func write(_ output: inout [UInt8], to destination: Int32) throws(EgressError) {
    guard !output.isEmpty else { return }
    guard FilePath.writeAll(output, to: destination) else {
      throw errno == EPIPE ? .closed : .scrubbedNotWritten(cause: SystemCause.text(errno))
    }
    output.removeAll(keepingCapacity: true)
  }

  /// Twice what a pipe holds at most unless somebody enlarges it; more would not stay in the nearer caches.
  static let pieceSize = 1 << 18
}
