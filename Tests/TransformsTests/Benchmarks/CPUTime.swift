import Glibc

/// The time of the benchmarks: of this thread on its processor, which other programs on the machine disturb little.
enum CPUTime {
  /// Nanoseconds that `work` takes for each of `count` rows, with one digit after the point: the least of three runs.
  static func least(_ count: Int, _ work: () throws -> Void) rethrows -> String {
    var best = Int.max
    for _ in 0..<3 {
      let start = now
      try work()
      best = min(best, now - start)
    }
    let tenths = best * 10 / max(count, 1)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Nanoseconds since some moment.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
