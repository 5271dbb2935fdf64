import Glibc

/// Which file a path leads to, whatever the path looks like and through however many links.
struct FileIdentity: Hashable {
  private let device: dev_t
  private let number: ino_t

  /// `nil` where there is no file yet, and for `-`.
  init?(_ path: String) {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    number = status.st_ino
  }
}
