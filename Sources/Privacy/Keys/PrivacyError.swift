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
  /// `kid`: the id asked for, or `nil` for the primary key.
  case noKey(kid: String?)
  case notWritten(path: String, cause: String)
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
    case .noKey: .unknownKeyId
    case .notWritten: .keyRingNotWritten
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
    case .notARegularFile(let path): "the key ring `\(path)` is a link or no regular file"
    case .exposed(let path, let mode):
      "the key ring `\(path)` is open to others: its mode is 0\(String(mode, radix: 8))"
    case .damaged(let path, let problem): "the key ring `\(path)` is damaged: \(problem)"
    case .wrongPassphrase(let path): "the passphrase does not open the key ring `\(path)`"
    case .passphraseNeeded(let path): "the key ring `\(path)` is protected and no passphrase was given"
    case .passphraseUnreadable(let source): "\(source) holds no passphrase"
    case .noKey(.some(let kid)): "the key ring has no usable key `\(kid)`"
    case .noKey(.none): "the key ring has no primary key"
    case .notWritten(let path, let cause): "cannot create the key ring `\(path)`: \(cause)"
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
    case .passphraseNeeded: "add `passphrase: {env: NAME}` or `passphrase: {fd: N}` to the secret"
    case .passphraseUnreadable: "set it to the passphrase, 1 to 4096 bytes on one line"
    case .noKey:
      "use the key ring that the tokens were made with, or make one with `featurize keys new FILE --passphrase-env NAME`"
    case .notWritten: "choose a path that does not exist yet, in a directory that you may write"
    case .noMemory: "raise the limit on locked memory (`ulimit -l`)"
    case .noVault: "add `ledger:` to the pipeline, or take `mode: stateless`"
    case .vault: "see to the ledger: `featurize explain F0355` says what can be done"
    case .surrogateCollision: "use `as: token`, whose 128 bits do not collide, or another domain"
    case .noPreviousKey: "rotate the key ring first, and keep the old key `resolve`; or take `emit: current`"
    }
  }
}
