import Glibc

/// A moment by which something must be over, on a clock that nobody sets.
struct Deadline: Sendable {
  private let end: Int64

  init(milliseconds: Int64) { end = Self.now + milliseconds }

  /// Milliseconds that are left; 0 once it has passed.
  var remaining: Int32 { Int32(clamping: max(end - Self.now, 0)) }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Waits until the descriptor is ready; `false` if the time is over before.
  func wait(for events: Int32, on descriptor: Int32) -> Bool {
    while true {
      var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let ready = poll(&request, 1, remaining)
      if ready > 0 { return true }
      if ready == 0 || errno != EINTR { return false }
    }
  }
}
