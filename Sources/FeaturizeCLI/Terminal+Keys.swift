import Configuration
import Glibc
import Ledger
import Privacy

extension Terminal {
  func makeKeyRing(at path: String, passphrase: SecretInput?) -> ExitStatus {
    reporting(on: path) { () throws(PrivacyError) in
      let ring =
        if let passphrase {
          try KeyRing.create(at: path, passphrase: Passphrase(passphrase))
        } else {
          try KeyRing.createUnprotected(at: path)
        }
      report(ring.remarks(at: .whole(path)), .text, sources: [])
      message("made key ring \(path) with key \(ring.primary?.kid ?? "")", at: .normal)
      if passphrase == nil { message(Self.unprotectedRemark, at: .normal) }
    }
  }

  func listKeys(of path: String, passphrase: SecretInput?, as format: KeysListCommand.Format) -> ExitStatus {
    reporting(on: path) { () throws(PrivacyError) in
      let listing =
        if let passphrase {
          try KeyRing.listing(of: path, passphrase: Passphrase(passphrase))
        } else {
          try KeyRing.listing(of: path)
        }
      switch format {
      case .text: data(listing.text)
      case .json: data(listing.json.pretty)
      }
      if !listing.isAuthentic {
        message("not checked: without the passphrase nobody can tell whether the file was edited", at: .normal)
      }
    }
  }

  func rotateKeys(of path: String, passphrase: SecretInput?) -> ExitStatus {
    reporting(on: path) { () throws(PrivacyError) in
      var change = try keyRingChange(of: path, passphrase)
      let old = change.entries.first { $0.status == .primary }
      let new = try change.rotate()
      try finish(change, at: path)
      message(
        "the key \(new.kid) is now the primary one of \(path)"
          + (old.map { "; \($0.kid) still resolves its tokens" } ?? ""), at: .normal)
    }
  }

  func retireKey(_ kid: String, of path: String, passphrase: SecretInput?) -> ExitStatus {
    reporting(on: path) { () throws(PrivacyError) in
      var change = try keyRingChange(of: path, passphrase)
      guard try change.retire(kid) else {
        message("the key \(kid) of \(path) is retired already", at: .normal)
        return
      }
      try finish(change, at: path)
      message("the key \(kid) of \(path) is retired: its tokens are no longer looked up", at: .normal)
    }
  }

  /// - Parameter ledgers: Asked what was made with the key.
  /// - Parameter ledgers: All that may know of the key; `nil` where there are none. An empty list says nothing, and what
  ///   nobody asked for is taken to be there.
  func destroyKey(
    _ kid: String, of path: String, passphrase: SecretInput?, ledgers: [LedgerLocation]?, isConfirmed: Bool,
    isForced: Bool
  ) -> ExitStatus {
    var dependents: [String] = []
    if ledgers?.isEmpty == true { dependents.append(Self.unknownDependents) }
    do throws(LedgerError) {
      for location in ledgers ?? [] {
        dependents += try Ledger.open(location, keys: nil, mode: .existing).read { (session) throws(LedgerError) in
          try session.dependents(on: kid)
        }
      }
    } catch {
      report([Diagnostic(error.code, at: .whole(path), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
    var isAgreed = isConfirmed
    if !isAgreed {
      guard isatty(STDIN_FILENO) == 1, isatty(Egress.standardError) == 1 else {
        message("Error: there is no terminal to ask on: confirm with --yes that the key \(kid) is to be destroyed")
        return .usage
      }
      message("Destroying the key \(kid) of \(path) cannot be undone. Type its id to go on:")
      isAgreed = readLine() == kid
    }
    guard isAgreed else {
      message("Error: that is not the key's id; nothing was changed")
      return .usage
    }
    return reporting(on: path) { () throws(PrivacyError) in
      var change = try keyRingChange(of: path, passphrase)
      try change.destroy(kid, dependents: dependents, isForced: isForced)
      try finish(change, at: path)
      message("the key \(kid) of \(path) is destroyed; copies of the file still hold it, if there are any", at: .normal)
    }
  }

  func changePassphrase(of path: String, from old: SecretInput?, to new: SecretInput?) -> ExitStatus {
    reporting(on: path) { () throws(PrivacyError) in
      var change = try keyRingChange(of: path, old)
      if let new {
        try change.protect(with: Passphrase(new))
      } else {
        try change.protect(with: nil)
      }
      try finish(change, at: path)
      message("the key ring \(path) has \(new == nil ? "no passphrase" : "a new passphrase")", at: .normal)
      message(
        new == nil ? Self.unprotectedRemark : "copies of the file still open with the old one, if there are any",
        at: .normal)
    }
  }

  private static let unknownDependents =
    "whether a ledger knows of its tokens was not asked (name each with --ledger, or say --no-ledger)"
  private static let unprotectedRemark =
    "it is unprotected: whoever can read the file can recompute every token"

  private func keyRingChange(of path: String, _ passphrase: SecretInput?) throws(PrivacyError) -> KeyRingChange {
    guard let passphrase else { return try KeyRingChange(of: path) }
    return try KeyRingChange(of: path, passphrase: Passphrase(passphrase))
  }

  private func finish(_ change: consuming KeyRingChange, at path: String) throws(PrivacyError) {
    guard try !change.write() else { return }
    message("the old file could not be overwritten: it has a second name, or the file system refuses", at: .normal)
  }

  private func reporting(on path: String, _ body: () throws(PrivacyError) -> Void) -> ExitStatus {
    do throws(PrivacyError) {
      try body()
      return .ok
    } catch {
      report([Diagnostic(error.code, at: .whole(path), error.message, help: error.help)], .text, sources: [])
      return .runtime
    }
  }
}

extension KeyRing.Listing {
  /// A line for each key, columns padded, oldest first.
  fileprivate var text: String {
    func line(_ kid: String, _ created: String, _ status: String) -> String {
      let padding = String(repeating: " ", count: max(12 - created.utf8.count, 1))
      return "\(kid)\(String(repeating: " ", count: 6 - kid.utf8.count))\(created)\(padding)\(status)\n"
    }
    return line("kid", "created", "status")
      + entries.map { line($0.kid, $0.created, $0.status.rawValue) }.joined()
  }

  fileprivate var json: JSON {
    [
      "protected": .bool(isProtected), "checked": .bool(isAuthentic),
      "keys": .array(
        entries.map {
          ["kid": .string($0.kid), "created": .string($0.created), "status": .string($0.status.rawValue)]
        }),
    ]
  }
}
