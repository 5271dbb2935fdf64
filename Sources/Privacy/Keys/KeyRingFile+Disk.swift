import Glibc

extension KeyRingFile {
  /// Longer files are no key rings.
  private static let sizeLimit = 1 << 20

  /// Reads the file if it is a regular file of mode 0600 or stricter, and not a link: whoever may replace or write it
  /// would choose the keys. What is checked is the open file, so it cannot be changed for another in between.
  static func read(_ path: String) throws(PrivacyError) -> [UInt8] {
    let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      let cause = errno
      throw cause == ELOOP ? .notARegularFile(path: path) : .unreadable(path: path, cause: SystemCause.text(cause))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, cause: SystemCause.text(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
    guard status.st_mode & 0o7777 & ~0o600 == 0 else {
      throw .exposed(path: path, mode: UInt32(status.st_mode & 0o7777))
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(path: path, cause: SystemCause.text(errno)) }
      if got == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<got])
      guard bytes.count <= sizeLimit else { throw .damaged(path: path, problem: "it is longer than 1 MiB") }
    }
  }

  /// Writes a file that must not exist yet, mode 0600, and its directory entry, down to the disk. Directories on the
  /// way are made.
  static func write(_ bytes: [UInt8], toNewFile path: String) throws(PrivacyError) {
    let directory = FilePath.directory(of: path)
    if let cause = FilePath.makeDirectories(directory, mode: 0o700) { throw .notWritten(path: path, cause: cause) }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .notWritten(path: path, cause: SystemCause.text(errno)) }
    defer { close(descriptor) }
    // The umask may have taken more bits away, but never the owner's reading.
    guard fchmod(descriptor, 0o600) == 0, FilePath.writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
      let cause = SystemCause.text(errno)
      unlink(path)
      throw .notWritten(path: path, cause: cause)
    }
    FilePath.synchronize(directory: directory)
  }
}
