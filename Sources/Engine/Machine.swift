import CLinux
import Glibc

/// What the process runs on.
package enum Machine {
  /// Processors that the process may run on: those of its affinity mask, which container engines set.
  package static var processorCount: Int {
    var mask = [UInt64](repeating: 0, count: 16)
    guard sched_getaffinity(0, UInt(mask.count * MemoryLayout<UInt64>.stride), &mask) >= 0 else { return 1 }
    return max(1, mask.reduce(0) { $0 + $1.nonzeroBitCount })
  }

  /// Memory in bytes that the process may use: the machine's, or a container's where that is less.
  package static var memory: Int {
    let physical = Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
    return controlGroups.compactMap(limit).reduce(physical, min)
  }

  /// Limits of control groups, version 2 and 1: a container sees its own group at the root of the hierarchy. Without
  /// them a default that goes by the machine's memory gets a container killed.
  private static let controlGroups = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]

  /// The number of bytes in the file; `nil` without the file, and for `max`, which is no limit.
  static func limit(_ path: String) -> Int? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let digits = line.prefix { $0 >= 48 && $0 <= 57 }.map { UInt8(bitPattern: $0) }
    guard let bytes = Int(String(decoding: digits, as: UTF8.self)), bytes > 0 else { return nil }
    return bytes
  }
}

extension Machine {
  /// Lets the allocator keep the memory of freed chunk buffers: without it, each batch's columns are mapped and faulted
  /// in anew, which costs more than a scaler's arithmetic. One heap serves all threads: those of other threads are given
  /// back as soon as they are empty. For processes of our own; a library leaves its host's allocator alone.
  package static func keepFreedMemory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 28)
    mallopt(M_TRIM_THRESHOLD, 1 << 28)
    mallopt(M_ARENA_MAX, 1)
  }
}
