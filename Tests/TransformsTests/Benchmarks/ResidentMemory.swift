import Glibc

/// The memory of this process, as Linux counts it.
enum ResidentMemory {
  /// Bytes now, after memory that is free but kept has been given back and the peak set back to now.
  static func settled() -> (now: Int, peak: Int) {
    // Swift does not import glibc's `malloc_trim`.
    if let trim = dlsym(nil, "malloc_trim") { _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> CInt).self)(0) }
    if let file = fopen("/proc/self/clear_refs", "w") {
      fputs("5", file)
      fclose(file)
    }
    return current()
  }

  /// Bytes now, and the most since the peak was set back.
  static func current() -> (now: Int, peak: Int) {
    guard let file = fopen("/proc/self/status", "r") else { return (0, 0) }
    defer { fclose(file) }
    var (now, peak) = (0, 0)
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .split(whereSeparator: \.isWhitespace)
      if fields.first == "VmRSS:" { now = (Int(fields[1]) ?? 0) * 1024 }
      if fields.first == "VmHWM:" { peak = (Int(fields[1]) ?? 0) * 1024 }
    }
    return (now, peak)
  }
}
