import Glibc

/// Carries a log from one descriptor to another, scrubbed on the way.
///
/// What has arrived is scrubbed and written before more is waited for, so a line that has ended leaves at once. A closed
/// pipe is an error of the write (see `Egress`), not a signal.
package struct ScrubbedPipe {
  private let source: Int32
  private let destination: Int32
  private var scrubber: StreamScrubber
  private var output: [UInt8] = []

  package init(from source: Int32, to destination: Int32, _ lines: LineScrubber) {
    self.source = source
    self.destination = destination
    scrubber = StreamScrubber(lines)
  }

  /// Until the source ends; throws `closed` if the reader has gone.
  ///
  /// - Parameter hurry: a descriptor that becomes readable when nothing more is to be expected: then what is there is
  ///   carried, until the source has been silent for `silence` milliseconds.
  package mutating func carry(hurry: Int32? = nil, silence: Int32 = 200) throws(EgressError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 64)
    defer { piece.deallocate() }
    var hurries = false
    while true {
      if let hurry {
        var waits = [
          pollfd(fd: source, events: Int16(POLLIN), revents: 0), pollfd(fd: hurry, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&waits, hurries ? 1 : 2, hurries ? silence : -1)
        if ready < 0, errno == EINTR { continue }
        if ready == 0 { break }
        if waits[0].revents == 0 {
          hurries = true
          continue
        }
      }
      let count = read(source, piece.baseAddress!, piece.count)
      if count == 0 { break }
      guard count > 0 else {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var request = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
          _ = poll(&request, 1, -1)
          continue
        }
        throw .notRead(cause: SystemCause.text(errno))
      }
      scrubber.push(UnsafeRawBufferPointer(rebasing: piece[..<count]).assumingMemoryBound(to: UInt8.self), to: &output)
      try write()
    }
    scrubber.finish(to: &output)
    try write()
  }

  private mutating func write() throws(EgressError) {
    guard !output.isEmpty else { return }
    guard FilePath.writeAll(output, to: destination) else {
      throw errno == EPIPE ? .closed : .scrubbedNotWritten(cause: SystemCause.text(errno))
    }
    output.removeAll(keepingCapacity: true)
  }

  /// As much as a pipe can be made to hold by anyone but root.
  private static let pieceSize = 1 << 18
}
