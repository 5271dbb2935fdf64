import Glibc

/// The time of the benchmarks: of this thread on its processor, which other programs on the machine disturb little.
enum CPUTime {
  /// Nanoseconds that `work` takes for each of `count` rows, with one digit after the point: the least of three runs,
  /// and of as many more as 50 ms hold.
  static func least(_ count: Int, _ work: () throws -> Void) rethrows -> String {
    var (best, runs, spent) = (Int.max, 0, 0)
    while runs < 3 || spent < 50_000_000 {
      let start = now
      try work()
      let time = now - start
      (best, runs, spent) = (min(best, time), runs + 1, spent + time)
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
