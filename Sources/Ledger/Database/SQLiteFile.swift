import Glibc
import Privacy

/// A ledger's file as bytes, for a repair.
enum SQLiteFile {
  /// Copies a file and its log, with mode 0600. A header that was overwritten is written anew: it is the same in every
  /// ledger, and without it SQLite reads nothing.
  static func copy(_ path: String, to place: String) throws(LedgerError) {
    for end in ["", "-wal"] {
      guard var bytes = read(path + end) else {
        if end.isEmpty { throw .unreachable(uri: path, cause: "it cannot be read") }
        continue
      }
      if end.isEmpty { mendHeader(of: &bytes) }
      guard write(bytes, to: place + end) else {
        throw .unreachable(uri: path, cause: "there is no room for a copy beside it")
      }
    }
  }

  /// "The Database File Format" of SQLite's documentation, section 1.3: magic, page size 4096, write-ahead log, no
  /// reserved bytes, the three fixed fractions, schema format 4, UTF-8.
  private static func mendHeader(of bytes: inout [UInt8]) {
    let magic = Array("SQLite format 3\u{0}".utf8)
    guard bytes.count >= 4096, !bytes.starts(with: magic) else { return }
    bytes.replaceSubrange(0..<16, with: magic)
    bytes.replaceSubrange(16..<24, with: [0x10, 0, 2, 2, 0, 64, 32, 32])
    bytes.replaceSubrange(44..<48, with: [0, 0, 0, 4])
    bytes.replaceSubrange(56..<60, with: [0, 0, 0, 1])
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size)), done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress! + done, $0.count - done) }
      guard count > 0 else { return nil }
      done += count
    }
    return bytes
  }

  private static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return bytes.withUnsafeBytes { FilePath.writeAll($0, to: descriptor) }
  }
}
