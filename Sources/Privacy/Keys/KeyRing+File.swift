import CSodium
package import Columns
import Configuration
import Glibc

extension KeyRing {
  /// Makes a ring of one random primary key and writes it to a new file of mode 0600, encrypted under a passphrase.
  ///
  /// - Parameter created: the day that the entry shows; by default today, in UTC.
  package static func create(
    at path: String, passphrase: consuming Passphrase, cost: PassphraseCost = .moderate, created: CivilDate = today()
  ) throws(PrivacyError) -> KeyRing {
    var file = KeyRingFile()
    file.derivation = .argon2id(cost: cost, salt: KeyRingFile.randomBytes(Int(crypto_pwhash_SALTBYTES)))
    return try create(at: path, file, under: file.master(from: passphrase), created: created)
  }

  /// The same, protected by nothing but the file's mode: for development. The file says so.
  package static func createUnprotected(
    at path: String, created: CivilDate = today()
  ) throws(PrivacyError) -> KeyRing {
    try create(at: path, KeyRingFile(), under: KeyRingFile.noMaster(), created: created)
  }

  private static func create(
    at path: String, _ empty: KeyRingFile, under master: consuming SecretBytes, created: CivilDate
  ) throws(PrivacyError) -> KeyRing {
    var file = empty
    let entry = Entry(
      kid: KeyRingFile.unusedKid(besides: []), created: created.description, status: .primary)
    let keys = try SecretBytes(count: keyLength) { crypto_kdf_keygen($0.bytes) }
    try keys.withBytes { key throws(PrivacyError) in
      file.entries.append(try KeyRingFile.wrap(key, as: entry, under: master))
    }
    try KeyRingFile.write(Array(file.sealed(with: master).pretty.utf8), toNewFile: path)
    return KeyRing(entries: [entry], keys: keys, isProtected: file.isProtected)
  }

  /// Opens a key ring. The file is refused if it is a link, open to others, or not exactly what was written.
  package static func open(
    path: String, passphrase: consuming Passphrase? = nil
  ) throws(PrivacyError) -> KeyRing {
    let bytes = try KeyRingFile.read(KeyRingFile.open(path), at: path)
    return try OpenedKeyRingFile(bytes, at: path, passphrase: passphrase).ring()
  }

  package static func today() -> CivilDate {
    CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: time(nil) / 86_400))
  }
}

/// How much work a guess at a passphrase costs: argon2id's passes and bytes of memory.
package struct PassphraseCost: Sendable, Equatable {
  package let passes: UInt64
  package let memory: Int

  package init(passes: UInt64, memory: Int) {
    self.passes = passes
    self.memory = memory
  }

  /// libsodium's "moderate": 3 passes over 256 MiB, about half a second.
  package static let moderate = PassphraseCost(
    passes: UInt64(crypto_pwhash_OPSLIMIT_MODERATE), memory: Int(crypto_pwhash_MEMLIMIT_MODERATE))

  /// What a file may ask for: the authentication code can only be checked after the work, so an edited file must not
  /// be able to ask for more memory than a machine has.
  var isAcceptable: Bool {
    (1...16).contains(passes) && (Int(crypto_pwhash_MEMLIMIT_MIN)...1 << 30).contains(memory)
  }
}
