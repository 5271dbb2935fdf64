import Configuration
import Privacy

/// One source of a secret, whichever section of the pipeline names it.
private enum SecretSource {
  case input(SecretInput)
  case vault(VaultReference)
  case aws(AWSSecretReference)

  /// - Precondition: exactly one is given, which the reader of the pipeline has seen to.
  init(file: String?, env: String?, fd: Int?, vault: VaultReference?, aws: AWSSecretReference?) {
    switch (file, env, fd, vault, aws) {
    case (let path?, _, _, _, _): self = .input(.file(path))
    case (_, let name?, _, _, _): self = .input(.environment(name))
    case (_, _, let number?, _, _): self = .input(.descriptor(Int32(clamping: number)))
    case (_, _, _, let vault?, _): self = .vault(vault)
    case (_, _, _, _, let aws?): self = .aws(aws)
    default: preconditionFailure("a secret has a source")
    }
  }

  /// For messages.
  var name: String {
    switch self {
    case .input(let input): input.name
    case .vault(let vault): "vault:\(vault.transit?.file ?? vault.path ?? "")"
    case .aws(let aws): "aws:\(aws.secretID)"
    }
  }

  func fetch(_ managers: (any SecretManagers)?) throws(PrivacyError) -> SecretBytes {
    switch (self, managers) {
    case (.input(let input), _): return try input.read(.everything)
    case (.vault(let vault), let managers?): return try managers.secret(vault)
    case (.aws(let aws), let managers?): return try managers.secret(aws)
    case (_, .none): throw .noSecretManagers
    }
  }
}

extension KeyRing {
  /// Opens what a pipeline's `secrets:` names.
  static func open(_ reference: SecretReference, _ managers: (any SecretManagers)?) throws(PrivacyError) -> KeyRing {
    let source = SecretSource(
      file: reference.file, env: reference.env, fd: reference.fd, vault: reference.vault, aws: reference.aws)
    switch (reference.content, source) {
    case (.raw, .input(let input)): return try raw(input)
    case (.raw, _): return try raw(source.fetch(managers), from: source.name)
    case (.keyring, .input(let input)):
      guard let passphrase = reference.passphrase else { return try open(input) }
      return try open(input, passphrase: passphrase.open(managers))
    case (.keyring, _):
      let json = try source.fetch(managers)
      guard let passphrase = reference.passphrase else { return try open(json, named: source.name, passphrase: nil) }
      return try open(json, named: source.name, passphrase: passphrase.open(managers))
    }
  }
}

extension PassphraseReference {
  fileprivate func open(_ managers: (any SecretManagers)?) throws(PrivacyError) -> Passphrase {
    let source = SecretSource(file: file, env: env, fd: fd, vault: vault, aws: aws)
    if case .input(let input) = source { return try Passphrase(input) }
    return try Passphrase(source.fetch(managers), from: source.name)
  }
}
