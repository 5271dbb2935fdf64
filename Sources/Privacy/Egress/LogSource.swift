import Glibc

/// A descriptor from which a log arrives.
struct LogSource {
  let descriptor: Int32
  /// Readable when nothing more is to be expected: then what is there is read, until the source has been silent for
  /// `silence`.
  var hurry: Int32?
  /// Readable when nobody wants more: the log is over then.
  var stop: Int32?

  private var hurries = false
  /// Milliseconds.
  private static let silence: Int32 = 200

  init(_ descriptor: Int32, hurry: Int32? = nil) {
    self.descriptor = descriptor
    self.hurry = hurry
  }

  /// Waits for bytes and reads as many as are there and have room; none when the log is over.
  mutating func read(into room: UnsafeMutableRawBufferPointer) throws(EgressError) -> Int {
    while true {
      if hurry != nil || stop != nil, !waitForBytes() { return 0 }
      let count = Glibc.read(descriptor, room.baseAddress!, room.count)
      if count >= 0 { return count }
      if errno == EINTR { continue }
      guard errno == EAGAIN else { throw .notRead(cause: SystemCause.text(errno)) }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&request, 1, Self.silence)
    }
  }

  /// Whether `read` would not wait.
  var hasBytes: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  /// Waits until there are bytes, or the end of them; `false` if the log is over.
  private mutating func waitForBytes() -> Bool {
    while true {
      var waits = (
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stop ?? -1, events: Int16(POLLIN), revents: 0),
        // A descriptor below zero is passed over.
        pollfd(fd: hurries ? -1 : hurry ?? -1, events: Int16(POLLIN), revents: 0)
      )
      let ready = withUnsafeMutableBytes(of: &waits) { waits in
        poll(waits.assumingMemoryBound(to: pollfd.self).baseAddress!, 3, hurries ? Self.silence : -1)
      }
      if ready < 0, errno == EINTR { continue }
      if ready == 0 || waits.1.revents != 0 { return false }
      if waits.0.revents != 0 { return true }
      hurries = true
    }
  }
}
