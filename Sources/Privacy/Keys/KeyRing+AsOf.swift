import Synchronization

extension KeyRing {
  /// The ring as it was when another of its keys was the primary one: what was made under that key can be made again.
  package func asOf(primary kid: String) throws(PrivacyError) -> KeyRing {
    if primary?.kid == kid { return self }
    if let problem = problem(with: kid) { throw problem }
    let turned = entries.map { entry in
      let status: Status = entry.kid == kid ? .primary : entry.status == .primary ? .resolve : entry.status
      return Entry(kid: entry.kid, created: entry.created, status: status)
    }
    let copy = try keys.withLock { keys throws(PrivacyError) in
      try keys.withBytes { bytes throws(PrivacyError) in
        try SecretBytes(count: bytes.count) { $0.copyMemory(from: bytes) }
      }
    }
    return KeyRing(entries: turned, keys: copy, isProtected: isProtected)
  }
}
