import Glibc

extension KeyRingFile {
  /// Longer files are no key rings.
  private static let sizeLimit = 1 << 20

  /// Opens the file of a ring once no other process is changing it.
  static func open(_ path: String, for use: PrivateFile.Use = .reading) throws(PrivacyError) -> PrivateFile {
    do throws(PrivateFile.Problem) {
      return try PrivateFile.waiting(toOpen: path, for: use)
    } catch {
      switch error {
      case .unreadable(let cause): throw .unreadable(path: path, cause: cause)
      case .notARegularFile: throw .notARegularFile(path: path)
      case .exposed(let mode): throw .exposed(path: path, mode: mode)
      case .busy: throw .busy(path: path)
      }
    }
  }

  static func read(_ file: borrowing PrivateFile, at path: String) throws(PrivacyError) -> [UInt8] {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let got: Int
      do throws(PrivateFile.Problem) {
        got = try file.read(into: chunk)
      } catch {
        throw .unreadable(path: path, cause: "it cannot be read to its end")
      }
      bytes.append(contentsOf: chunk[..<got])
      guard bytes.count <= sizeLimit else { throw .damaged(path: path, problem: "it is longer than 1 MiB") }
      if got < chunk.count { return bytes }
    }
  }

  /// Writes a file that must not exist yet, mode 0600, and its directory entry, down to the disk. Directories on the
  /// way are made.
  static func write(_ bytes: [UInt8], toNewFile path: String) throws(PrivacyError) {
    let directory = FilePath.directory(of: path)
    if let cause = FilePath.makeDirectories(directory, mode: 0o700) { throw .notWritten(path: path, cause: cause) }
    if let cause = write(bytes, to: path, like: nil) { throw .notWritten(path: path, cause: cause) }
    FilePath.synchronize(directory: directory)
  }

  /// Puts a file with `bytes`, of the same owner and mode, in the place of the one that is open for changing.
  ///
  /// Whenever the process or the machine stops, the old or the new file is there, whole: the new one is on the disk
  /// before it is renamed. The half-finished one has the name `.NAME.part`; the next change takes it away.
  ///
  /// - Returns: whether the old bytes were overwritten; see `PrivateFile.wipe`.
  static func write(
    _ bytes: [UInt8], over old: borrowing PrivateFile, at path: String
  ) throws(PrivacyError) -> Bool {
    let directory = FilePath.directory(of: path)
    let temporary = "\(directory)/.\(FilePath.name(of: path)).part"
    unlink(temporary)
    if let cause = write(bytes, to: temporary, like: old.status) { throw .notChanged(path: path, cause: cause) }
    guard rename(temporary, path) == 0 else {
      let cause = SystemCause.text(errno)
      unlink(temporary)
      throw .notChanged(path: path, cause: cause)
    }
    FilePath.synchronize(directory: directory)
    return old.wipe()
  }

  /// Writes a file that must not exist, down to the disk; the cause, if that fails, and then there is none.
  private static func write(_ bytes: [UInt8], to path: String, like model: stat?) -> String? {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return SystemCause.text(errno) }
    defer { close(descriptor) }
    // Whoever changes a service's ring as root must not lock the service out.
    let keepsOwner = model.map { fchown(descriptor, $0.st_uid, $0.st_gid) == 0 } ?? true
    // The umask may have taken more bits away, but never the owner's reading.
    guard keepsOwner, fchmod(descriptor, (model?.st_mode ?? 0o600) & 0o600) == 0,
      FilePath.writeAll(bytes, to: descriptor), fsync(descriptor) == 0
    else {
      let cause = SystemCause.text(errno)
      unlink(path)
      return cause
    }
    return nil
  }
}
