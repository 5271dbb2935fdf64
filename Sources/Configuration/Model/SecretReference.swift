/// Where the key of a pipeline comes from: exactly one source, and what it holds.
package struct SecretReference: Section {
  /// What the source holds.
  package enum Format: String, ParameterWord {
    /// A key ring as `featurize keys new` makes it.
    case keyring
    /// 32 bytes in hexadecimal or base64.
    case raw
  }

  package var file: String?
  package var env: String?
  package var fd: Int?
  package var vault: VaultReference?
  package var aws: AWSSecretReference?
  package var format: Format?
  package var passphrase: PassphraseReference?

  package init() {}

  package static let parameters: [Parameter<SecretReference>] = [
    .init("file", \.file, "Path of a key ring, or of a raw key, of mode 0600.", .notEmpty),
    .init("env", \.env, "Name of an environment variable.", .notEmpty),
    .init("fd", \.fd, "Number of an inherited file descriptor, which is read to its end.", .atLeast(0)),
    .init("vault", \.vault, "A secret of HashiCorp Vault or OpenBao."),
    .init("aws", \.aws, "A secret of AWS Secrets Manager."),
    .init(
      "format", \.format,
      "What the source holds: a `keyring`, by default of `file`, or one `raw` key of 32 bytes in hexadecimal or base64."
    ),
    .init("passphrase", \.passphrase, "Where the passphrase of a protected key ring comes from."),
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    decodeReference(node, to: "a secret", as: "where the key comes from: {file: keys/dev.keyring}", &decoder)
  }

  /// What the source holds, given or by default.
  package var content: Format { format ?? (file == nil ? .raw : .keyring) }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound() else { return }
    let sources = [file != nil, env != nil, fd != nil, vault != nil, aws != nil].count { $0 }
    if sources == 0 {
      decoder.report(
        .missingKey, at: node.span, "a secret needs a source",
        help: "add one of `file:`, `env:`, `fd:`, `vault:` and `aws:`")
    } else if sources > 1 {
      decoder.report(
        .badValue, at: node.span, "a secret comes from exactly one of `file`, `env`, `fd`, `vault` and `aws`",
        help: "keep one of them")
    } else if content == .raw, passphrase != nil {
      decoder.report(
        .badValue, at: node["passphrase"]?.span ?? node.span, "a raw key has no passphrase",
        help: "remove it, or add `format: keyring` if the source holds a key ring")
    } else if content == .keyring, vault?.transit != nil {
      decoder.report(
        .badValue, at: node["format"]?.span ?? node.span, "transit unwraps one raw key, not a key ring",
        help: "remove `format: keyring`, or keep the ring in the key-value engine under `path:`")
    }
  }
}

/// Where a passphrase comes from; exactly one source.
package struct PassphraseReference: Section {
  package var env: String?
  package var fd: Int?
  package var file: String?
  package var vault: VaultReference?
  package var aws: AWSSecretReference?

  package init() {}

  package static let parameters: [Parameter<PassphraseReference>] = [
    .init("env", \.env, "Name of an environment variable.", .notEmpty),
    .init("fd", \.fd, "Number of an inherited file descriptor; its first line.", .atLeast(0)),
    .init("file", \.file, "Path of a file of mode 0600; its first line.", .notEmpty),
    .init("vault", \.vault, "A secret of HashiCorp Vault or OpenBao."),
    .init("aws", \.aws, "A secret of AWS Secrets Manager."),
  ]

  package static func decode(_ node: Node, _ decoder: inout Decoder) -> Self? {
    decodeReference(node, to: "a passphrase", as: "{env: NAME}, {fd: NUMBER} or {file: PATH}", &decoder)
  }

  package func validate(_ node: Node, _ decoder: inout Decoder) {
    guard decoder.isSound() else { return }
    let given = [env != nil, fd != nil, file != nil, vault != nil, aws != nil].count { $0 }
    if given != 1 {
      decoder.report(
        .badValue, at: node.span, "a passphrase comes from exactly one of `env`, `fd`, `file`, `vault` and `aws`",
        help: given == 0 ? "add {env: NAME}, {fd: NUMBER} or {file: PATH}" : "keep one of them")
    } else if vault?.transit != nil {
      decoder.report(
        .badValue, at: node["vault"]?.span ?? node.span, "transit unwraps a raw key, not a passphrase",
        help: "keep the passphrase in the key-value engine and name its `path:`")
    }
  }
}

extension SecretReference {
  /// Every file that opening the secret reads.
  package var files: [String] {
    let managers = [vault, passphrase?.vault].compactMap(\.self)
    return [file, passphrase?.file, aws?.ca, passphrase?.aws?.ca].compactMap(\.self)
      + managers.flatMap { [$0.token.file, $0.ca, $0.transit?.file].compactMap(\.self) }
  }
}

extension Section {
  /// The body of `decode` for sections that say where a secret is: one that is written out is refused at once.
  static func decodeReference(_ node: Node, to what: String, as form: String, _ decoder: inout Decoder) -> Self? {
    guard case .scalar = node.content, !node.isNull else { return decodeSection(node, &decoder) }
    decoder.report(
      .literalSecret, at: node.span, "\(what) is written out here",
      help: "take it out of the file and out of its history, and write \(form)")
    return nil
  }
}
