/// Where runs of a plan are registered.
package struct PlannedLedger: Sendable {
  /// A path, or `postgres://…`.
  package let uri: String
  /// The environment variable of the server's password.
  package let password: String?
  /// Whether runs are written down; a program that uses the library is only told who is to be forgotten.
  package internal(set) var isWritten = true

  init(uri: String, password: String?) {
    self.uri = uri
    self.password = password
  }

  /// `NAME.ledger` in the directory of the pipeline's file. A name that is no file name gives the file's own.
  init(beside file: String, named name: String) {
    let slash = file.utf8.lastIndex(of: UInt8(ascii: "/"))
    let directory = slash.map { String(file[...$0]) } ?? ""
    var stem = name
    if stem.hasPrefix(".") || stem.utf8.contains(UInt8(ascii: "/")) || stem.utf8.contains(0) || stem.utf8.count > 200 {
      stem = slash.map { String(file[file.index(after: $0)...]) } ?? file
    }
    self.init(uri: "\(directory)\(stem).ledger", password: nil)
  }
}
