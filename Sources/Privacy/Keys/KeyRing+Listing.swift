extension KeyRing {
  /// What a key ring file says of its keys.
  package struct Listing: Sendable, Equatable {
    package let entries: [Entry]
    package let isProtected: Bool
    /// Whether the file's authentication code was checked: without the passphrase of a protected ring it cannot be.
    package let isAuthentic: Bool
  }

  /// Lists a ring. Without a passphrase a protected one is believed; with one it must be what was written.
  package static func listing(
    of path: String, passphrase: consuming Passphrase? = nil
  ) throws(PrivacyError) -> Listing {
    let bytes = try KeyRingFile.read(KeyRingFile.open(path), at: path)
    switch consume passphrase {
    case .none:
      let file: KeyRingFile
      do { file = try KeyRingFile(parsing: bytes) } catch { throw .damaged(path: path, problem: error.text) }
      if file.isProtected {
        return Listing(entries: file.entries.map(\.entry), isProtected: true, isAuthentic: false)
      }
      return Listing(try OpenedKeyRingFile(bytes, at: path, passphrase: nil).ring())
    case .some(let passphrase):
      return Listing(try OpenedKeyRingFile(bytes, at: path, passphrase: passphrase).ring())
    }
  }
}

extension KeyRing.Listing {
  /// Of an opened ring, which was checked when it was opened.
  package init(_ ring: KeyRing) {
    self.init(entries: ring.entries, isProtected: ring.isProtected, isAuthentic: true)
  }
}
