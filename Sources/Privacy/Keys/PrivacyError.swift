package import Configuration

/// Why a key ring or a key cannot be used. Names paths, key ids and causes of the system; never a key, a passphrase or a
/// value.
package enum PrivacyError: Error, Sendable, Equatable {
  /// `cause`: the system's words, such as "No such file or directory".
  case unreadable(path: String, cause: String)
  case notARegularFile(path: String)
  /// `mode`: the permission bits found.
  case exposed(path: String, mode: UInt32)
  case damaged(path: String, problem: String)
  case wrongPassphrase(path: String)
  case passphraseNeeded(path: String)
  /// `source`: the name of the variable or the number of the descriptor.
  case passphraseUnreadable(source: String)
  /// `source`: as `SecretInput.text` has it. `cause` never quotes what was read.
  case secretUnreadable(source: String, cause: String)
  /// The server of a secret manager. `server`: scheme, host and port; `cause` and `problem`: our own words or those of
  /// the system, never the server's.
  case managerUnreachable(server: String, cause: String)
  case managerUntrusted(server: String, cause: String)
  case managerRefused(server: String, status: Int)
  case managerAnswer(server: String, problem: String)
  case noSecretManagers
  /// `kid`: the id asked for, or `nil` for the primary key.
  case noKey(kid: String?)
  /// The key of this id was thrown away; tokens and files made with it are still about.
  case keyDestroyed(kid: String)
  /// The key is kept, and out of use.
  case keyRetired(kid: String)
  /// A key that is to go, and what would go with it.
  case keyInUse(kid: String, reasons: [String])
  case notWritten(path: String, cause: String)
  /// The ring is as it was.
  case notChanged(path: String, cause: String)
  /// Another process has been changing the ring for too long.
  case busy(path: String)
  case noMemory
  /// Vaulted tokens, and no ledger that keeps their salts.
  case noVault(domain: String)
  case vault(domain: String, problem: String)
  case surrogateCollision(domain: String)
  /// Tokens of before the last rotation are asked for, and no key resolves them.
  case noPreviousKey

  package var code: DiagnosticCode {
    switch self {
    case .unreadable, .notARegularFile: .keyRingUnreadable
    case .exposed: .keyRingExposed
    case .damaged: .keyRingDamaged
    case .wrongPassphrase: .wrongPassphrase
    case .passphraseNeeded, .passphraseUnreadable: .passphraseMissing
    case .secretUnreadable: .secretUnreadable
    case .managerUnreachable: .managerUnreachable
    case .managerUntrusted: .managerUntrusted
    case .managerRefused: .managerRefused
    case .managerAnswer: .managerAnswer
    case .noSecretManagers: .noSecretManagers
    case .noKey: .unknownKeyId
    case .keyDestroyed: .keyDestroyed
    case .keyRetired: .keyRetired
    case .keyInUse: .keyInUse
    case .notWritten: .keyRingNotWritten
    case .notChanged: .keyRingNotChanged
    case .busy: .keyRingBusy
    case .noMemory: .keyMemory
    case .noVault: .noVault
    case .vault: .vaultFault
    case .surrogateCollision: .surrogateCollision
    case .noPreviousKey: .noPreviousKey
    }
  }

  package var message: String {
    switch self {
    case .unreadable(let path, let cause): "cannot read the key ring `\(path)`: \(cause)"
    case .notARegularFile(let path): "the key file `\(path)` is a link or no regular file"
    case .exposed(let path, let mode):
      "the key file `\(path)` is open to others: its mode is 0\(String(mode, radix: 8))"
    case .damaged(let path, let problem): "the key ring `\(path)` is damaged: \(problem)"
    case .wrongPassphrase(let path): "the passphrase does not open the key ring `\(path)`"
    case .passphraseNeeded(let path): "the key ring `\(path)` is protected and no passphrase was given"
    case .passphraseUnreadable(let source): "\(source) holds no passphrase"
    case .secretUnreadable(let source, let cause): "\(source) cannot be used as a secret: \(cause)"
    case .managerUnreachable(let server, let cause): "the secret manager `\(server)` cannot be reached: \(cause)"
    case .managerUntrusted(let server, let cause): "the secret manager `\(server)` is not trusted: \(cause)"
    case .managerRefused(let server, let status): "the secret manager `\(server)` answered with status \(status)"
    case .managerAnswer(let server, let problem):
      "the answer of the secret manager `\(server)` is of no use: \(problem)"
    case .noSecretManagers: "the library does not speak to secret managers"
    case .noKey(.some(let kid)): "the key ring has no usable key `\(kid)`"
    case .noKey(.none): "the key ring has no primary key"
    case .keyDestroyed(let kid): "the key `\(kid)` was destroyed"
    case .keyRetired(let kid): "the key `\(kid)` is retired"
    case .keyInUse(let kid, let reasons): "the key `\(kid)` is in use: \(reasons.joined(separator: "; "))"
    case .notWritten(let path, let cause): "cannot create the key ring `\(path)`: \(cause)"
    case .notChanged(let path, let cause): "cannot change the key ring `\(path)`: \(cause)"
    case .busy(let path): "another process is changing the key ring `\(path)`"
    case .noMemory: "the system gives no guarded memory for keys"
    case .noVault(let domain):
      "the tokens of domain `\(domain)` are vaulted, and there is no ledger to keep their salts"
    case .vault(let domain, let problem): "the vault of domain `\(domain)` \(problem)"
    case .surrogateCollision(let domain): "two values of domain `\(domain)` have the same integer surrogate"
    case .noPreviousKey: "the key ring has no earlier key that still resolves"
    }
  }

  package var help: String? {
    switch self {
    case .unreadable(let path, _): "make a key ring with `featurize keys new \(path)`, or mend the path"
    case .notARegularFile: "give the path of the file itself"
    case .exposed(let path, _): "chmod 600 \(path)"
    case .damaged: "restore the file from a backup"
    case .wrongPassphrase: "give the passphrase that the key ring was made with"
    case .passphraseNeeded:
      "add `passphrase: {env: NAME}`, `{fd: N}` or `{file: PATH}` to the secret, or `--passphrase-…` to the command"
    case .passphraseUnreadable: "set it to the passphrase, 1 to 4096 bytes on one line"
    case .secretUnreadable: "mend the source; what it must hold stands in docs/keys.md"
    case .managerUnreachable: "check the address, and that this machine may connect to it"
    case .managerUntrusted: "name the authority that signed its certificate with `ca:`, or mend the address"
    case .managerRefused(_, let status): Self.help(forStatus: status)
    case .managerAnswer: "check the name and the field of the secret"
    case .noSecretManagers: "hand the secret over by `fd:` or `file:`"
    case .noKey(.some): "use the key ring that the tokens were made with; `featurize keys list FILE` shows its keys"
    case .noKey(.none): "make a new primary key with `featurize keys rotate FILE`"
    case .keyDestroyed: "what was made with it cannot be looked up or read again; make it anew under the primary key"
    case .keyRetired: "make what was made with it anew under the primary key, or use a backup of the ring"
    case .keyInUse:
      """
      rotate first, then make anew what was made with it; `destroy --force` throws it away all the same: its tokens can \
      then never be computed or looked up again, nor partial fits under it be read
      """
    case .notWritten: "choose a path that does not exist yet, in a directory that you may write"
    case .notChanged: "the ring is as it was; its directory must be writable, too"
    case .busy: "try again when the other one is done"
    case .noMemory: "raise the limit on locked memory (`ulimit -l`)"
    case .noVault: "add `ledger:` to the pipeline, or take `mode: stateless`"
    case .vault: "see to the ledger: `featurize explain F0355` says what can be done"
    case .surrogateCollision: "use `as: token`, whose 128 bits do not collide, or another domain"
    case .noPreviousKey: "rotate the key ring first, and keep the old key `resolve`; or take `emit: current`"
    }
  }

  private static func help(forStatus status: Int) -> String {
    switch status {
    case 300..<400: "redirects are not followed: give the address that it leads to"
    case 401, 403: "the token or the credentials may not read the secret, or have expired"
    case 404: "there is no secret, or no version of it, under this name"
    case 503: "the server is sealed or overloaded"
    default: "check the name of the secret, and the credentials"
    }
  }
}
