import CLinux
import Glibc

/// What the process runs on.
package enum Machine {
  /// Physical memory in bytes.
  package static var memory: Int { Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))) }
}

extension Machine {
  /// Lets the allocator keep the memory of freed chunk buffers: without it, each batch's columns are mapped and faulted
  /// in anew, which costs more than a scaler's arithmetic. For processes of our own; a library leaves its host's
  /// allocator alone.
  package static func keepFreedMemory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 28)
    mallopt(M_TRIM_THRESHOLD, 1 << 28)
  }
}
