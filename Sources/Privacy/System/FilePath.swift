import Glibc

/// What key rings and publications both need of paths and descriptors.
package enum FilePath {
  /// `.` for a bare name.
  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Makes the directory and those above it that are missing; tells `made` of each. The cause, if that fails.
  static func makeDirectories(_ path: String, mode: mode_t, made: (String) -> Void = { _ in }) -> String? {
    if mkdir(path, mode) == 0 {
      made(path)
      return nil
    }
    switch errno {
    case EEXIST: return nil
    case ENOENT where directory(of: path) != path:
      if let cause = makeDirectories(directory(of: path), mode: mode, made: made) { return cause }
      guard mkdir(path, mode) == 0 || errno == EEXIST else { return SystemCause.text(errno) }
      made(path)
      return nil
    default: return SystemCause.text(errno)
    }
  }

  /// Writes every byte, going on after short writes and signals; `false` with `errno` set if it cannot.
  package static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let wrote = write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if wrote < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&request, 1, -1)
          continue
        }
        return false
      }
      done += wrote
    }
    return true
  }

  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
  }

  /// Makes renames and new names in a directory durable. File systems that cannot are left alone.
  static func synchronize(directory: String) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
