import Glibc

/// An open regular file that only its owner may read or write; closed when its one owner lets go.
///
/// Whoever may replace or write a file of keys would choose the keys, so a link and wider rights are refused. What is
/// checked is the open file, which cannot be changed for another in between.
struct PrivateFile: ~Copyable {
  /// Why a file is not opened, or its bytes are not taken. `cause`: the system's words.
  enum Problem: Error, Equatable {
    case unreadable(cause: String)
    case notARegularFile
    /// `mode`: the permission bits found.
    case exposed(mode: UInt32)
    /// Another process holds the lock.
    case busy
  }

  enum Use {
    case reading
    /// For one process at a time.
    case changing
  }

  let descriptor: Int32
  let status: stat

  init(opening path: String, for use: Use = .reading) throws(Problem) {
    let access = use == .reading ? O_RDONLY : O_RDWR
    let descriptor = Glibc.open(path, access | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      let cause = errno
      throw cause == ELOOP || cause == EISDIR ? .notARegularFile : .unreadable(cause: SystemCause.text(cause))
    }
    var status = stat()
    var problem: Problem?
    if fstat(descriptor, &status) != 0 {
      problem = .unreadable(cause: SystemCause.text(errno))
    } else if status.st_mode & S_IFMT != S_IFREG {
      problem = .notARegularFile
    } else if status.st_mode & 0o7777 & ~0o600 != 0 {
      problem = .exposed(mode: UInt32(status.st_mode & 0o7777))
    }
    if let problem {
      close(descriptor)
      throw problem
    }
    self.descriptor = descriptor
    self.status = status
  }

  deinit { close(descriptor) }

  /// Milliseconds to wait for another process; a change takes about as long as one derivation from a passphrase.
  static let patience: Int32 = 10_000

  /// Opens the file once no other process is changing it: readers see the file before a change or after it, and of two
  /// who change it the second works on what the first has left.
  static func waiting(toOpen path: String, for use: Use) throws(Problem) -> PrivateFile {
    let pause: Int32 = 20
    var waited: Int32 = 0
    while true {
      let file = try PrivateFile(opening: path, for: use)
      // The lock goes with the file that is open; a change puts another one in its place, and then it is that one's
      // turn to be asked.
      if try file.lock(for: use), file.isStill(at: path) { return file }
      guard waited < patience else { throw .busy }
      poll(nil, 0, pause)
      waited += pause
    }
  }

  /// `false` while another process holds the lock.
  private func lock(for use: Use) throws(Problem) -> Bool {
    guard flock(descriptor, (use == .reading ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 else { return true }
    switch errno {
    case EWOULDBLOCK, EINTR: return false
    // A file system without locks: what is read is still whole, as it is replaced by renaming; changing is refused.
    default:
      guard use == .changing else { return true }
      throw .unreadable(cause: "it cannot be locked: \(SystemCause.text(errno))")
    }
  }

  private func isStill(at path: String) -> Bool {
    var found = stat()
    return lstat(path, &found) == 0 && found.st_ino == status.st_ino && found.st_dev == status.st_dev
  }

  /// Reads into `memory` from where the last call ended; the number of bytes, which is less than asked for only at the
  /// end of the file.
  func read(into memory: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
    var count = 0
    while count < memory.count {
      let got = Glibc.read(descriptor, memory.baseAddress! + count, memory.count - count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(cause: SystemCause.text(errno)) }
      if got == 0 { break }
      count += got
    }
    return count
  }

  /// Overwrites what the file held with zeros, once it has been replaced and no name leads to it any more; `false` if
  /// another name does, which is left alone: it may be somebody's backup.
  ///
  /// Reaches the disk as far as the file system writes in place. Copies that it, a snapshot or a backup keeps stay.
  func wipe() -> Bool {
    var now = stat()
    guard fstat(descriptor, &now) == 0, now.st_nlink == 0 else { return false }
    let zeros = [UInt8](repeating: 0, count: 1 << 16)
    var position: off_t = 0
    while position < now.st_size {
      let wrote = pwrite(descriptor, zeros, min(zeros.count, Int(now.st_size - position)), position)
      if wrote < 0 && errno == EINTR { continue }
      guard wrote > 0 else { return false }
      position += off_t(wrote)
    }
    return fsync(descriptor) == 0
  }
}
