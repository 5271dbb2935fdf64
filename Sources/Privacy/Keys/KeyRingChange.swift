import CSodium
package import Columns
import Configuration

/// A key ring file opened for a change, and locked against everybody else's: nothing has happened before `write`.
package struct KeyRingChange: ~Copyable {
  /// More would make a file that this version refuses.
  static let entryLimit = 4096

  private let path: String
  private let lock: PrivateFile
  private var opened: OpenedKeyRingFile

  /// Waits for another process that changes the ring. The passphrase must be right, and the file what was written.
  package init(of path: String, passphrase: consuming Passphrase? = nil) throws(PrivacyError) {
    let lock = try KeyRingFile.open(path, for: .changing)
    opened = try OpenedKeyRingFile(KeyRingFile.read(lock, at: path), at: path, passphrase: passphrase)
    self.path = path
    self.lock = lock
  }

  package var entries: [KeyRing.Entry] { opened.file.entries.map(\.entry) }
  package var isProtected: Bool { opened.file.isProtected }

  /// A new primary key; the old one still resolves the tokens that it made.
  package mutating func rotate(created: CivilDate = KeyRing.today()) throws(PrivacyError) -> KeyRing.Entry {
    guard opened.file.entries.count < Self.entryLimit else {
      throw .notChanged(path: path, cause: "it holds \(Self.entryLimit) keys already")
    }
    for position in opened.file.entries.indices where opened.file.entries[position].entry.status == .primary {
      opened.file.entries[position] = opened.file.entries[position].with(.resolve)
    }
    let entry = KeyRing.Entry(
      kid: KeyRingFile.unusedKid(besides: opened.file.entries.map(\.entry.kid)), created: created.description,
      status: .primary)
    let known = opened.keys.count
    opened.keys = try opened.keys.withBytes { keys throws(PrivacyError) in
      try SecretBytes(count: known + KeyRing.keyLength) { memory in
        memory.copyMemory(from: keys)
        crypto_kdf_keygen(memory.bytes + known)
      }
    }
    opened.file.entries.append(try wrap(entry, at: opened.file.entries.count))
    return entry
  }

  /// Takes a key out of use and keeps it.
  ///
  /// - Returns: `false` if it was out of use already.
  package mutating func retire(_ kid: String) throws(PrivacyError) -> Bool {
    let position = try position(of: kid)
    switch opened.file.entries[position].entry.status {
    case .primary: throw .keyInUse(kid: kid, reasons: [Self.primaryReason])
    case .destroyed: throw .keyDestroyed(kid: kid)
    case .retired: return false
    case .resolve:
      opened.file.entries[position] = opened.file.entries[position].with(.retired)
      return true
    }
  }

  /// Throws the key away; its entry remembers that it was there. Nobody can compute its tokens again.
  ///
  /// - Parameters:
  ///   - dependents: What still depends on the key as far as anybody has recorded it: counts and names of runs and
  ///     outputs, never a value.
  ///   - isForced: Whether to do it though the key is in use.
  package mutating func destroy(
    _ kid: String, dependents: [String] = [], isForced: Bool = false
  ) throws(PrivacyError) {
    let position = try position(of: kid)
    let wrapped = opened.file.entries[position]
    var reasons = dependents
    switch wrapped.entry.status {
    case .destroyed: throw .keyDestroyed(kid: kid)
    case .primary: reasons.insert(Self.primaryReason, at: 0)
    case .resolve: reasons.insert("it resolves the tokens that it made", at: 0)
    case .retired: break
    }
    guard reasons.isEmpty || isForced else { throw .keyInUse(kid: kid, reasons: reasons) }
    opened.file.entries[position] = KeyRingFile.WrappedEntry(
      entry: wrapped.entry.with(.destroyed), box: nil, checkValue: wrapped.checkValue)
  }

  private static let primaryReason = "it is the primary key, which makes new tokens"

  /// Encrypts the keys anew under another passphrase, or under none.
  package mutating func protect(
    with passphrase: consuming Passphrase?, cost: PassphraseCost = .moderate
  ) throws(PrivacyError) {
    switch consume passphrase {
    case .none:
      opened.file.derivation = .none
      opened.master = try KeyRingFile.noMaster()
    case .some(let passphrase):
      opened.file.derivation = .argon2id(cost: cost, salt: KeyRingFile.randomBytes(Int(crypto_pwhash_SALTBYTES)))
      opened.master = try opened.file.master(from: passphrase)
    }
    for (position, wrapped) in opened.file.entries.enumerated() where wrapped.box != nil {
      opened.file.entries[position] = try wrap(wrapped.entry, at: position)
    }
  }

  /// The key at `position`, encrypted under the master key.
  private func wrap(_ entry: KeyRing.Entry, at position: Int) throws(PrivacyError) -> KeyRingFile.WrappedEntry {
    try opened.keys.withBytes { keys throws(PrivacyError) in
      let start = position * KeyRing.keyLength
      let key = UnsafeRawBufferPointer(rebasing: keys[start..<(start + KeyRing.keyLength)])
      return try KeyRingFile.wrap(key, as: entry, under: opened.master)
    }
  }

  /// Puts the changed file in the place of the old one; see `KeyRingFile.write(_:over:at:)`.
  ///
  /// - Returns: whether the old file's bytes were overwritten on the disk. They are not if it has a second name.
  package consuming func write() throws(PrivacyError) -> Bool {
    let text = try opened.file.sealed(with: opened.master).pretty
    return try KeyRingFile.write(Array(text.utf8), over: lock, at: path)
  }

  private func position(of kid: String) throws(PrivacyError) -> Int {
    guard let position = opened.file.entries.firstIndex(where: { $0.entry.kid == kid }) else {
      throw .noKey(kid: kid)
    }
    return position
  }
}

extension KeyRing.Entry {
  func with(_ status: KeyRing.Status) -> Self { Self(kid: kid, created: created, status: status) }
}

extension KeyRingFile.WrappedEntry {
  /// The same key in another role: the box is bound to kid and date only, and the file's code covers the status.
  func with(_ status: KeyRing.Status) -> Self {
    Self(entry: entry.with(status), box: box, checkValue: checkValue)
  }
}

extension KeyRingFile {
  /// A random kid that the ring has never had, destroyed keys included.
  static func unusedKid(besides kids: [String]) -> String {
    var kid: String
    repeat { kid = String(Base32.encode(randomBytes(4)).prefix(Token.kidLength)) } while kids.contains(kid)
    return kid
  }
}
