import Glibc
import Synchronization

/// Where a secret enters the process: never an argument, which everybody on the machine can read, nor the pipeline.
package enum SecretInput: Sendable, Equatable {
  /// Mode 0600 or stricter, like a key ring.
  case file(String)
  /// Readable by the process's owner and root for as long as the process runs, unless `SecretEnvironment` wipes it: a
  /// descriptor is the better source.
  case environment(String)
  case descriptor(Int32)

  /// How much of it is the secret.
  package enum Extent: Sendable {
    /// The first line without its end. What follows belongs to the next reader of a descriptor.
    case line
    case everything
  }

  /// Longer input is refused rather than cut.
  package static let limit = 1 << 16

  /// For messages: the name of the variable, the number of the descriptor or the path.
  package var text: String {
    switch self {
    case .file(let path): "the file `\(path)`"
    case .environment(let name): "the environment variable `\(name)`"
    case .descriptor(let number): "the file descriptor \(number)"
    }
  }

  /// In few characters, where a path may stand.
  package var name: String {
    switch self {
    case .file(let path): path
    case .environment(let name): "env:\(name)"
    case .descriptor(let number): "fd:\(number)"
    }
  }

  /// Reads the secret into guarded memory, and nowhere else. A variable is one line, whatever is in it; a descriptor
  /// stays open, and is not passed on to child processes.
  package func read(_ extent: Extent) throws(PrivacyError) -> SecretBytes {
    switch self {
    case .environment(let name):
      guard let bytes = try SecretEnvironment.value(of: name), bytes.count > 0 else {
        throw .secretUnreadable(source: text, cause: "it is not set, or empty")
      }
      return bytes
    case .descriptor(let number):
      try take(number)
      return try bytes(of: number, extent)
    case .file(let path):
      let file: PrivateFile
      do throws(PrivateFile.Problem) {
        file = try PrivateFile(opening: path)
      } catch {
        switch error {
        case .unreadable(let cause): throw .secretUnreadable(source: text, cause: cause)
        case .notARegularFile: throw .notARegularFile(path: path)
        case .exposed(let mode): throw .exposed(path: path, mode: mode)
        case .busy: throw .busy(path: path)
        }
      }
      return try bytes(of: file.descriptor, extent)
    }
  }

  /// Descriptors that were handed over and have been read from.
  private static let taken = Mutex<Set<Int32>>([])

  /// Keeps the descriptor from child processes, but for standard input, which is whoever else's, too. One that was marked
  /// so before was not inherited: it is a file of our own that happens to have the number.
  private func take(_ number: Int32) throws(PrivacyError) {
    let flags = fcntl(number, F_GETFD)
    let isOurs = flags >= 0 && flags & FD_CLOEXEC != 0 && !Self.taken.withLock { $0.contains(number) }
    guard flags >= 0, !isOurs else {
      throw .secretUnreadable(source: text, cause: "it was not handed over to the process")
    }
    Self.taken.withLock { _ = $0.insert(number) }
    if number > STDERR_FILENO { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
  }

  private func bytes(of descriptor: Int32, _ extent: Extent) throws(PrivacyError) -> SecretBytes {
    var length = 0
    let buffer = try SecretBytes(count: Self.limit + 1) { memory throws(PrivacyError) in
      while length < memory.count {
        // Byte by byte up to the end of a line: what follows is not ours to read.
        let got = Glibc.read(descriptor, memory.baseAddress! + length, extent == .line ? 1 : memory.count - length)
        if got < 0 && errno == EINTR { continue }
        if got < 0 && errno == EAGAIN {
          var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          _ = poll(&request, 1, -1)
          continue
        }
        guard got >= 0 else { throw .secretUnreadable(source: text, cause: SystemCause.text(errno)) }
        if got == 0 || extent == .line && memory[length] == UInt8(ascii: "\n") { break }
        length += got
      }
    }
    guard length > 0 else { throw .secretUnreadable(source: text, cause: "it is empty") }
    guard length <= Self.limit else {
      throw .secretUnreadable(source: text, cause: "it is longer than \(Self.limit) bytes")
    }
    return try buffer.slice(0..<length)
  }
}
