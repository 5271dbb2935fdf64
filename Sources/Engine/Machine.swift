import Glibc

/// What the process runs on.
package enum Machine {
  /// Physical memory in bytes.
  package static var memory: Int { Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))) }
}
