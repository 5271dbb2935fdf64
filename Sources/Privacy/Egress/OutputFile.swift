import CLinux
import Glibc
import Synchronization

/// One file of a publication while it is written. Calls are serialised; the bytes have passed the gate.
///
/// It has no name until it is whole, where the file system knows such files (ext4, XFS, Btrfs, tmpfs): of a process that is
/// killed nothing is left that nobody knows of. Elsewhere it has the temporary name from the beginning.
package final class OutputFile: Sendable {
  /// As the user gave it.
  package let path: String
  let temporary: String
  let isPublished = Atomic(false)
  private let isNamed: Atomic<Bool>
  /// -1 once closed.
  private let descriptor: Mutex<Int32>

  init(temporary: String, path: String, mode: mode_t) throws(EgressError) {
    self.path = path
    self.temporary = temporary
    var descriptor: Int32 = -1
    // It gets its name through /proc.
    if access(Self.descriptors, F_OK) == 0 {
      descriptor = open(
        FilePath.directory(of: temporary), O_WRONLY | O_DIRECTORY | Int32(CLINUX_O_TMPFILE) | O_CLOEXEC, 0o600)
    }
    isNamed = Atomic(descriptor < 0)
    if descriptor < 0 {
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw .notWritten(path: path, cause: SystemCause.text(errno)) }
    self.descriptor = Mutex(descriptor)
    fchmod(descriptor, mode)
  }

  /// Appends bytes; there is no buffer in between, so callers write in large pieces.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(EgressError) {
    try descriptor.withLock { descriptor throws(EgressError) in
      precondition(descriptor >= 0, "the file is closed")
      guard FilePath.writeAll(bytes, to: descriptor) else {
        throw .notWritten(path: path, cause: SystemCause.text(errno))
      }
      // Lets the disk begin while more is computed, so that there is little left for `fsync`. A hint: an error, as on
      // a file system without it, says nothing about the file.
      _ = sync_file_range(descriptor, 0, 0, UInt32(CLINUX_SYNC_FILE_RANGE_WRITE))
    }
  }

  package func write(_ text: String) throws(EgressError) {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(EgressError) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  private static let descriptors = "/proc/self/fd"

  /// Makes the bytes durable, gives them the temporary name and closes; once.
  func close() throws(EgressError) {
    try descriptor.withLock { descriptor throws(EgressError) in
      guard descriptor >= 0 else { return }
      let isSynchronized = fsync(descriptor) == 0 && name(descriptor)
      let cause = errno
      let isClosed = Glibc.close(descriptor) == 0
      descriptor = -1
      guard isSynchronized && isClosed else {
        throw .notWritten(path: path, cause: SystemCause.text(isSynchronized ? errno : cause))
      }
    }
  }

  private func name(_ descriptor: Int32) -> Bool {
    guard !isNamed.load(ordering: .acquiring) else { return true }
    let link = linkat(AT_FDCWD, "\(Self.descriptors)/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW)
    isNamed.store(link == 0, ordering: .releasing)
    return link == 0
  }

  func discard() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
    if isNamed.load(ordering: .acquiring), !isPublished.load(ordering: .acquiring) { unlink(temporary) }
  }
}
