import Glibc

/// An open file descriptor that is closed with its owner, and what the file was when it was opened.
final class PlainFile: Sendable {
  private let descriptor: Int32
  /// Where a regular file's bytes start: standard input may have been read from before.
  private let origin: Int
  /// Size of a regular file, from `origin`.
  let count: Int
  let isRegular: Bool
  private let changeTime: timespec

  init(path: String) throws(FormatError) {
    let isStandardInput = path == "-"
    let opened = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .notFound
      case EACCES, EPERM: throw .permissionDenied
      default: throw .unreadable(errno: errno)
      }
    }
    var status = stat()
    let failure: FormatError? =
      if fstat(opened, &status) != 0 {
        .unreadable(errno: errno)
      } else {
        status.st_mode & S_IFMT == S_IFDIR ? .isDirectory : nil
      }
    if let failure {
      if !isStandardInput { close(opened) }
      throw failure
    }
    descriptor = opened
    isRegular = status.st_mode & S_IFMT == S_IFREG
    origin = isRegular && isStandardInput ? max(0, Int(lseek(opened, 0, SEEK_CUR))) : 0
    count = isRegular ? max(0, Int(status.st_size) - origin) : 0
    changeTime = status.st_mtim
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// A range of a regular file.
  func read(_ range: Range<Int>) throws(FormatError) -> HeapBytes {
    let bytes = try HeapBytes(capacity: range.count)
    while bytes.count < range.count {
      let room = try bytes.room(for: range.count - bytes.count)
      let position = off_t(origin + range.lowerBound + bytes.count)
      let got = pread(descriptor, room.baseAddress!, range.count - bytes.count, position)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(errno: errno) }
      guard got > 0 else { throw .changed }
      bytes.advance(by: got)
    }
    bytes.pad()
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno: errno) }
    guard Int(status.st_size) - origin == count, status.st_mtim.tv_sec == changeTime.tv_sec,
      status.st_mtim.tv_nsec == changeTime.tv_nsec
    else { throw .changed }
    return bytes
  }

  /// Lets the pages that lie whole in a range go from the system's memory, where nothing waits to be written.
  func forget(_ range: Range<Int>) {
    _ = posix_fadvise(descriptor, off_t(origin + range.lowerBound), off_t(range.count), POSIX_FADV_DONTNEED)
  }

  /// The next bytes of a stream; 0 at its end.
  func readNext(into memory: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    while true {
      let got = Glibc.read(descriptor, memory.baseAddress!, memory.count)
      if got >= 0 { return got }
      guard errno == EINTR else { throw .unreadable(errno: errno) }
    }
  }
}
