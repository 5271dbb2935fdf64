import CSodium
import Glibc
import Synchronization

/// A set of output files that appear together, complete, or not at all.
///
/// Each is written under a temporary name beside its target; `publish` makes all of them durable and then renames them
/// in the order in which they were begun, so the account of a run, begun last, appears last. Until then, and when
/// nothing is published, earlier files of those names stay as they were. New files have mode 0600, whatever the umask:
/// pseudonymised data is personal data for whoever holds the key, and opening it to others is a decision. A file that
/// existed keeps its mode.
package final class Publication: Sendable {
  private struct Member {
    let file: OutputFile
    let target: String
    /// Whether it must not take the place of another.
    let isNew: Bool
  }

  private struct State {
    var members: [Member] = []
    /// Made on the way to a target, outermost first.
    var madeDirectories: [String] = []
    var isOver = false
  }

  private let state = Mutex(State())

  /// Publications that are neither published nor abandoned: while there is none, the process may end at any moment and
  /// leave nothing behind.
  package static var isAnyUnfinished: Bool { unfinished.load(ordering: .sequentiallyConsistent) > 0 }
  private static let unfinished = Atomic(0)

  package init() { Self.unfinished.add(1, ordering: .sequentiallyConsistent) }

  /// Begins a file; directories on the way are made. Two files of one target are refused.
  package func file(at path: String) throws(EgressError) -> OutputFile { try file(at: path, isNew: false) }

  /// Begins a file that must not exist yet, nor when it is published.
  package func newFile(at path: String) throws(EgressError) -> OutputFile { try file(at: path, isNew: true) }

  private func file(at path: String, isNew: Bool) throws(EgressError) -> OutputFile {
    try state.withLock { state throws(EgressError) in
      precondition(!state.isOver, "the publication is over")
      let target = try Self.target(of: path)
      let directory = FilePath.directory(of: target.path)
      if let cause = FilePath.makeDirectories(directory, mode: 0o755, made: { state.madeDirectories.append($0) }) {
        throw .notWritten(path: path, cause: cause)
      }
      // One place however it is spelled: `out/a.csv` and `./out/a.csv` are one file.
      guard let resolved = realpath(directory, nil) else {
        throw .notWritten(path: path, cause: SystemCause.text(errno))
      }
      defer { free(resolved) }
      let name = FilePath.name(of: target.path)
      let place = "\(String(cString: resolved))/\(name)"
      guard !state.members.contains(where: { $0.target == place }) else {
        throw .notWritten(path: path, cause: "it is written twice")
      }
      let file = try OutputFile(
        temporary: "\(directory)/.\(name).\(Base32.encode(KeyRingFile.randomBytes(10))).part", path: path,
        mode: target.mode ?? 0o600)
      state.members.append(Member(file: file, target: place, isNew: isNew))
      return file
    }
  }

  /// Puts every file in its place, or of them those whose place is one of `places`; the others are taken away. If one cannot be made durable none appears; if a rename fails, which a check before
  /// the first makes unlikely, those before it stay.
  package func publish(only places: Set<String>? = nil) throws(EgressError) {
    try state.withLock { state throws(EgressError) in
      precondition(!state.isOver, "the publication is over")
      if let places {
        for member in state.members where !places.contains(member.target) { member.file.discard() }
        state.members.removeAll { !places.contains($0.target) }
      }
      for member in state.members {
        try member.file.close()
        _ = try Self.target(of: member.target)
      }
      for member in state.members {
        let isPlaced =
          member.isNew
          // A link, unlike a rename, takes nobody's place.
          ? link(member.file.temporary, member.target) == 0 && unlink(member.file.temporary) == 0
          : rename(member.file.temporary, member.target) == 0
        guard isPlaced else {
          if member.isNew, errno == EEXIST { throw .exists(path: member.file.path) }
          throw .notWritten(path: member.file.path, cause: SystemCause.text(errno))
        }
        member.file.isPublished.store(true, ordering: .releasing)
      }
      for directory in Set(state.members.map { FilePath.directory(of: $0.target) }) {
        FilePath.synchronize(directory: directory)
      }
      for directory in state.madeDirectories { FilePath.synchronize(directory: FilePath.directory(of: directory)) }
      state.isOver = true
      Self.unfinished.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Where a file of this name would be put, however the name is spelled; `nil` where its directory is not there.
  package static func place(of path: String) -> String? {
    guard let target = try? target(of: path), let resolved = realpath(FilePath.directory(of: target.path), nil) else {
      return nil
    }
    defer { free(resolved) }
    return "\(String(cString: resolved))/\(FilePath.name(of: target.path))"
  }

  /// Takes every unfinished file away, and the directories made for them; nothing happens after `publish`.
  package func abandon() {
    state.withLock { state in
      guard !state.isOver else { return }
      state.isOver = true
      for member in state.members { member.file.discard() }
      for directory in state.madeDirectories.reversed() { rmdir(directory) }
      Self.unfinished.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  deinit { abandon() }

  /// Where a path leads: through a symbolic link to the file behind it, which is what is to be replaced. Devices, pipes
  /// and directories are refused: a rename would put a file in their place.
  private static func target(of path: String) throws(EgressError) -> (path: String, mode: mode_t?) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .notWritten(path: path, cause: "it is no path") }
    var status = stat()
    guard stat(path, &status) == 0 else {
      // A link that leads nowhere is replaced itself.
      guard errno == ENOENT else { throw .notWritten(path: path, cause: SystemCause.text(errno)) }
      return (path, nil)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notWritten(path: path, cause: "it is no regular file") }
    guard let resolved = realpath(path, nil) else { throw .notWritten(path: path, cause: SystemCause.text(errno)) }
    defer { free(resolved) }
    return (String(cString: resolved), status.st_mode & 0o777)
  }
}
