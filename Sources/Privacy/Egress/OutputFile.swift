import CLinux
import Glibc
import Synchronization

/// One file of a publication while it is written. Calls are serialised; the bytes have passed the gate.
package final class OutputFile: Sendable {
  /// As the user gave it.
  package let path: String
  let temporary: String
  let isPublished = Atomic(false)
  /// -1 once closed.
  private let descriptor: Mutex<Int32>

  init(temporary: String, path: String, mode: mode_t) throws(EgressError) {
    self.path = path
    self.temporary = temporary
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
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

  /// Makes the bytes durable and closes; once.
  func close() throws(EgressError) {
    try descriptor.withLock { descriptor throws(EgressError) in
      guard descriptor >= 0 else { return }
      let isSynchronized = fsync(descriptor) == 0
      let cause = errno
      let isClosed = Glibc.close(descriptor) == 0
      descriptor = -1
      guard isSynchronized && isClosed else {
        throw .notWritten(path: path, cause: SystemCause.text(isSynchronized ? errno : cause))
      }
    }
  }

  func discard() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
    if !isPublished.load(ordering: .acquiring) { unlink(temporary) }
  }
}
