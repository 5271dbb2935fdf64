import Glibc

/// Where relative paths start.
package enum WorkingDirectory {
  package static var path: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// One path for one file, however it is spelled: its directory without links, then its name. `-` stays.
  package static func absolute(_ path: String) -> String {
    guard path != "-" else { return path }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let resolved = realpath(directory, nil) else {
      return path.hasPrefix("/") ? path : "\(self.path)/\(path)"
    }
    defer { free(resolved) }
    let place = String(cString: resolved)
    return place == "/" ? "/\(name)" : "\(place)/\(name)"
  }
}
