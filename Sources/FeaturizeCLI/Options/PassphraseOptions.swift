import ArgumentParser
import Privacy

/// Where the passphrase of a key ring comes from; never itself an argument, which others on the machine can read.
struct PassphraseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Environment variable that holds the passphrase.", valueName: "name"))
  var passphraseEnv: String?

  @Option(help: ArgumentHelp("Descriptor whose first line is the passphrase.", valueName: "n"))
  var passphraseFd: Int32?

  @Option(help: ArgumentHelp("File of mode 0600 whose first line is the passphrase.", valueName: "path"))
  var passphraseFile: String?

  /// `nil` if none is given.
  var input: SecretInput? {
    passphraseEnv.map { .environment($0) } ?? passphraseFd.map { .descriptor($0) } ?? passphraseFile.map { .file($0) }
  }

  /// The key ring of this path, opened with the passphrase if one is given.
  func openRing(at path: String) throws(PrivacyError) -> KeyRing {
    guard let input else { return try KeyRing.open(path: path) }
    return try KeyRing.open(path: path, passphrase: Passphrase(input))
  }

  var count: Int { [passphraseEnv != nil, passphraseFd != nil, passphraseFile != nil].count { $0 } }

  func validate() throws {
    guard count <= 1 else {
      throw ValidationError("give at most one of --passphrase-env, --passphrase-fd and --passphrase-file")
    }
  }
}

/// Where the passphrase that a key ring is to have comes from.
struct NewPassphraseOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Environment variable that holds the new passphrase.", valueName: "name"))
  var newPassphraseEnv: String?

  @Option(
    help: ArgumentHelp(
      "Descriptor whose first line, or the one after the old passphrase, is the new passphrase.", valueName: "n"))
  var newPassphraseFd: Int32?

  @Option(help: ArgumentHelp("File of mode 0600 whose first line is the new passphrase.", valueName: "path"))
  var newPassphraseFile: String?

  @Flag(help: "Stores the keys in the clear from now on: for development only.")
  var unprotected = false

  /// `nil` with `--unprotected`.
  var input: SecretInput? {
    newPassphraseEnv.map { .environment($0) } ?? newPassphraseFd.map { .descriptor($0) }
      ?? newPassphraseFile.map { .file($0) }
  }

  func validate() throws {
    let given = [newPassphraseEnv != nil, newPassphraseFd != nil, newPassphraseFile != nil, unprotected].count { $0 }
    guard given == 1 else {
      throw ValidationError(
        "give exactly one of --new-passphrase-env, --new-passphrase-fd, --new-passphrase-file and --unprotected")
    }
  }
}
