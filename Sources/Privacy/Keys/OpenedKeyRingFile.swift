import CSodium

/// A key ring file whose passphrase was right and whose authentication code holds, with its keys decrypted.
struct OpenedKeyRingFile: ~Copyable {
  var file: KeyRingFile
  /// What the file's keys and its code are made under.
  var master: SecretBytes
  /// One epoch key per entry, in their order; zeros for a destroyed one.
  var keys: SecretBytes

  init(
    _ bytes: [UInt8], at path: String, passphrase: consuming Passphrase?
  ) throws(PrivacyError) {
    let file: KeyRingFile
    do { file = try KeyRingFile(parsing: bytes) } catch { throw .damaged(path: path, problem: error.text) }
    if file.isProtected {
      switch consume passphrase {
      case .none: throw .passphraseNeeded(path: path)
      case .some(let passphrase): try self.init(file, path, under: file.master(from: passphrase))
      }
    } else {
      try self.init(file, path, under: KeyRingFile.noMaster())
    }
  }

  private init(_ file: KeyRingFile, _ path: String, under master: consuming SecretBytes) throws(PrivacyError) {
    var unwrapped = 0
    let keys = try SecretBytes(count: file.entries.count * KeyRing.keyLength) { memory throws(PrivacyError) in
      for (position, entry) in file.entries.enumerated() where entry.box != nil {
        let slot = UnsafeMutableRawBufferPointer(
          rebasing: memory[(position * KeyRing.keyLength)...].prefix(KeyRing.keyLength))
        if try entry.unwrap(into: slot, under: master) { unwrapped += 1 }
      }
    }
    let live = file.entries.count { $0.box != nil }
    guard try file.isAuthentic(under: master) else {
      // An entry that opens shows that the passphrase is right, so the rest must have been changed.
      if unwrapped == 0, live > 0, file.isProtected { throw .wrongPassphrase(path: path) }
      throw .damaged(path: path, problem: "its authentication code does not match")
    }
    guard unwrapped == live else { throw .damaged(path: path, problem: "a key does not open") }
    self.file = file
    self.master = master
    self.keys = keys
  }

  consuming func ring() -> KeyRing {
    KeyRing(entries: file.entries.map(\.entry), keys: keys, isProtected: file.isProtected)
  }
}
