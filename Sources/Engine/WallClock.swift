import Columns
import Glibc

/// The time of day, for manifests only: no result depends on it.
enum WallClock {
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microsecondsSinceEpoch: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// The moment and 64 random bits: sorts by time, and is different for runs of one moment.
  static func runID(_ started: Timestamp) -> String {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    let digits = started.description.filter { $0.isNumber || $0 == "T" }
    return digits.prefix(15) + "-" + String(repeating: "0", count: 16 - random.count) + random
  }
}
