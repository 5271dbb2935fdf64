/// Where a key ring comes from.
package struct SecretReference: Section {
  package var file: String?
  package var passphrase: PassphraseReference?

  package init() {}

  package static let parameters: [Parameter<SecretReference>] = [
    .init("file", \.file, "Path of a key ring file made by `featurize keys new`.", .notEmpty),
    .init("passphrase", \.passphrase, "Where the passphrase of a protected key ring comes from."),
    .init("env", refusedBecause: "raw keys from the environment come with a later version; use a key ring file"),
    .init("fd", refusedBecause: "raw keys from a descriptor come with a later version; use a key ring file"),
    .init("vault", refusedBecause: "secret managers come with a later version; use a key ring file"),
    .init("aws", refusedBecause: "secret managers come with a later version; use a key ring file"),
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if case .scalar = node.content, !node.isNull {
      decoder.report(
        .literalSecret, at: node.span, "a secret is written out here",
        help: "take it out of the file and out of its history, and write where the key comes from: "
          + "{file: keys/dev.keyring}")
      return nil
    }
    return decodeSection(node, &decoder)
  }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    if file == nil, node["file"]?.isNull ?? true, decoder.isSound() {
      decoder.report(.missingKey, at: node.span, "`file` is missing", help: "add `file:`, the path of a key ring")
    }
  }
}

/// Where a passphrase comes from; exactly one of the three.
package struct PassphraseReference: Section {
  package var env: String?
  package var fd: Int?
  package var file: String?

  package init() {}

  package static let parameters: [Parameter<PassphraseReference>] = [
    .init("env", \.env, "Name of an environment variable.", .notEmpty),
    .init("fd", \.fd, "Number of an inherited file descriptor; its first line.", .atLeast(0)),
    .init("file", \.file, "Path of a file of mode 0600; its first line.", .notEmpty),
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    if case .scalar = node.content, !node.isNull {
      decoder.report(
        .literalSecret, at: node.span, "a passphrase is written out here",
        help: "take it out of the file and out of its history, and write {env: NAME}, {fd: NUMBER} or {file: PATH}")
      return nil
    }
    return decodeSection(node, &decoder)
  }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    let given = [env != nil, fd != nil, file != nil].count { $0 }
    guard decoder.isSound(), given != 1 else { return }
    decoder.report(
      .badValue, at: node.span, "a passphrase comes from exactly one of `env`, `fd` and `file`",
      help: given == 0 ? "add {env: NAME}, {fd: NUMBER} or {file: PATH}" : "keep one of them")
  }
}
