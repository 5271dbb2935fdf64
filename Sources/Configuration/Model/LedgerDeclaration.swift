/// Where runs are accounted for: what they read and wrote, and whom it holds.
package struct LedgerDeclaration: Section {
  package var uri = Located("", at: SourceSpan(line: 1, column: 1))
  package var password: LedgerPassword?

  /// The `uri` of a pipeline that keeps no ledger.
  package static let none = "none"

  package init() {}

  package static let parameters: [Parameter<LedgerDeclaration>] = [
    .init(
      "uri", \.uri,
      "Path of a SQLite file, `postgres://` for a team, or `none`; without this section, `NAME.ledger` beside the pipeline.",
      required: true, .notEmpty),
    .init("password", \.password, "Where PostgreSQL's password comes from; otherwise libpq looks for it."),
  ]

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound() else { return }
    let isServer = uri.value.hasPrefix("postgres://") || uri.value.hasPrefix("postgresql://")
    decoder.descend("uri") { decoder in
      if isServer, Self.holdsPassword(uri.value) {
        decoder.report(
          .ledgerPassword, at: uri.span, "a password is written out in the ledger's location",
          help: "take it out of the file and out of its history, and write `password: {env: NAME}` or use `~/.pgpass`")
      } else if !isServer, uri.value.contains("://") {
        decoder.report(
          .badValue, at: uri.span, "`uri` has a scheme that a ledger cannot have",
          help: "give the path of a file, `postgres://user@host/database`, or `none`")
      }
    }
    if password != nil, !isServer, let written = node["password"] {
      decoder.descend("password") { decoder in
        decoder.report(
          .badValue, at: written.span, "`password` goes with `postgres://` only", help: "remove it: a file has none")
      }
    }
  }

  /// `postgres://user:password@host`, or `?password=`.
  private static func holdsPassword(_ uri: String) -> Bool {
    let rest = uri[(uri.firstRange(of: "://")?.upperBound ?? uri.startIndex)...]
    let authority = rest.prefix { !"/?#".contains($0) }
    if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
    let query = rest.drop { $0 != "?" }
    return query.dropFirst().split(separator: "&").contains { $0.hasPrefix("password=") }
  }
}

/// Where a server's password comes from.
package struct LedgerPassword: Section {
  package var env = ""

  package init() {}

  package static let parameters: [Parameter<LedgerPassword>] = [
    .init("env", \.env, "Name of an environment variable.", required: true, .notEmpty)
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if case .scalar = node.content, !node.isNull {
      decoder.report(
        .literalSecret, at: node.span, "a password is written out here",
        help: "take it out of the file and out of its history, and write {env: NAME}")
      return nil
    }
    return decodeSection(node, &decoder)
  }
}
