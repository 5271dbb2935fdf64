/// What `uri:` may be: a path, or `-`.
enum FileLocation {
  /// Schemes that a later version brings, and what they are.
  private static let schemesToCome = [
    "s3": "object storage comes with a later version", "gs": "object storage comes with a later version",
    "https": "reading over the network comes with a later version",
    "http": "reading over the network comes with a later version",
    "postgres": "databases come with a later version", "postgresql": "databases come with a later version",
  ]

  /// Refuses a URI with a scheme; `node` is the section that holds it.
  static func validate(_ uri: Located<String>, in node: Node, _ decoder: inout Decoder) {
    guard let colon = uri.value.firstRange(of: "://") else { return }
    let scheme = uri.value[..<colon.lowerBound].lowercased()
    decoder.descend("uri") { decoder in
      if let reason = schemesToCome[scheme] {
        decoder.report(
          .notYet, at: uri.span, "`\(scheme)://` is part of the language, but \(reason)",
          help: "give the path of a file")
      } else {
        decoder.report(.badValue, at: uri.span, "`uri` has a scheme that is not known", help: "give the path of a file")
      }
    }
  }
}
