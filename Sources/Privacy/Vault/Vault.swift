/// The salts of one domain, found by the values they belong to.
///
/// A subject's entry lies under the primary key; one that was made under an older key is found by that key's index, and
/// moved when it is met. Who has met every subject since a rotation, as a run over the whole source does, may retire the
/// old key.
package final class Vault: Sendable {
  package let domain: VaultDomain
  private let store: any SaltStore
  /// Primary first.
  private let keys: [Key]

  private struct Key: Sendable {
    let index: KeyedHash
    let seal: SaltSeal
  }

  fileprivate init(
    _ ring: KeyRing, _ domain: VaultDomain, form: CanonicalForm, store: any SaltStore
  ) throws(PrivacyError) {
    self.domain = domain
    self.store = store
    guard ring.primary != nil else { throw .noKey(kid: nil) }
    keys = try ring.liveEntries.map { (entry) throws(PrivacyError) in
      let index = try ring.domainKey(
        for: .blindIndex, tenant: domain.tenant, domain: domain.name, kid: entry.kid)
      let vault = try ring.domainKey(for: .vault, tenant: domain.tenant, domain: domain.name, kid: entry.kid)
      return Key(
        index: try KeyedHash(
          key: index,
          beginnings: TokenKind.stateless.beginnings(
            kid: entry.kid, entity: form.rawValue, form: form, isInteger: false)),
        seal: try SaltSeal(key: vault, kid: entry.kid, domain: domain, entity: form.rawValue))
    }
  }

  /// The salts of values, in their order; `nil` for one that has none and is not given one.
  ///
  /// One query for a batch, one more for each older key while values without an entry are left, and one if some are
  /// given a salt now.
  func salts(of values: CanonicalValues, making: Bool) throws(PrivacyError) -> [Salt?] {
    let indexes = values.hashes(keys[0].index).map(BlindIndex.init)
    // Several spellings of one value are one entry.
    var positions: [BlindIndex: Int] = [:]
    var distinct: [Int] = []
    let places = indexes.enumerated().map { position, index in
      if let place = positions[index] { return place }
      positions[index] = distinct.count
      distinct.append(position)
      return distinct.count - 1
    }
    var salts = [Salt?](repeating: nil, count: distinct.count)
    for (place, sealed) in try look(up: distinct.map { indexes[$0] }).enumerated() {
      guard let sealed else { continue }
      salts[place] = try open(sealed, of: indexes[distinct[place]], keys[0])
    }
    for key in keys.dropFirst() {
      let missing = salts.indices.filter { salts[$0] == nil }
      if missing.isEmpty { break }
      let older = values.hashes(key.index).map(BlindIndex.init)
      var moved: [(place: Int, salt: Salt)] = []
      for (place, sealed) in zip(missing, try look(up: missing.map { older[distinct[$0]] })) {
        guard let sealed else { continue }
        moved.append((place, try open(sealed, of: older[distinct[place]], key)))
      }
      let kept = try keep(moved.map { (index: indexes[distinct[$0.place]], salt: $0.salt) })
      for (entry, salt) in zip(moved, kept) { salts[entry.place] = salt }
      // Only now: whoever is interrupted in between has the entry twice, and not none.
      try remove(moved.map { older[distinct[$0.place]] })
    }
    if making {
      let missing = salts.indices.filter { salts[$0] == nil }
      let kept = try keep(missing.map { (index: indexes[distinct[$0]], salt: Salt.random()) })
      for (place, salt) in zip(missing, kept) { salts[place] = salt }
    }
    return places.map { salts[$0] }
  }

  /// The indexes of a value under every live key, the primary one first: where its entry is. None if the value has no
  /// canonical form and is not tokenized `raw`.
  package func indexes(of value: String, form: CanonicalForm, raw: Bool = false) -> [BlindIndex] {
    var scratch = CanonicalScratch()
    var value = value
    guard let beginning = value.withUTF8({ scratch.take($0, form: form, tokenAsRaw: raw) }) else { return [] }
    return keys.map { key in
      BlindIndex(
        key.index.withHasher { hasher in scratch.withMessage { hasher.hash($0, beginning: beginning) } })
    }
  }

  /// Destroys the entries at these indexes; returns how many there were. Every copy of the tokens made with them says
  /// nothing from now on, and the same value would get another token.
  @discardableResult
  package func remove(_ indexes: [BlindIndex]) throws(PrivacyError) -> Int {
    guard !indexes.isEmpty else { return 0 }
    do throws(SaltStoreError) { return try store.delete(indexes, in: domain) } catch { throw fault(error) }
  }

  private func look(up indexes: [BlindIndex]) throws(PrivacyError) -> [SealedSalt?] {
    guard !indexes.isEmpty else { return [] }
    do throws(SaltStoreError) { return try store.salts(of: indexes, in: domain) } catch { throw fault(error) }
  }

  /// Keeps salts under the primary key; returns those that are kept, of which another writer may have made some.
  private func keep(_ salts: [(index: BlindIndex, salt: Salt)]) throws(PrivacyError) -> [Salt] {
    guard !salts.isEmpty else { return [] }
    let sealed = salts.map { (index: $0.index, salt: keys[0].seal.seal($0.salt, of: $0.index)) }
    let kept: [SealedSalt]
    do throws(SaltStoreError) { kept = try store.insert(sealed, in: domain) } catch { throw fault(error) }
    var result: [Salt] = []
    for (position, kept) in kept.enumerated() {
      let made = sealed[position]
      result.append(kept == made.salt ? salts[position].salt : try open(kept, of: made.index, keys[0]))
    }
    return result
  }

  private func open(_ sealed: SealedSalt, of index: BlindIndex, _ key: Key) throws(PrivacyError) -> Salt {
    guard let salt = key.seal.open(sealed, of: index) else {
      throw .vault(domain: domain.name, problem: "has an entry that does not open under the key it names")
    }
    return salt
  }

  private func fault(_ error: SaltStoreError) -> PrivacyError { .vault(domain: domain.name, problem: error.problem) }
}

extension BlindIndex {
  init(_ hash: Hash128) { self.init(high: hash.high, low: hash.low) }
}

extension KeyRing {
  /// The vault of a tenant's domain. What is found in it depends on the canonical form, as tokens do.
  package func vault(
    tenant: String, domain: String, form: CanonicalForm, store: any SaltStore
  ) throws(PrivacyError) -> Vault {
    try Vault(self, VaultDomain(tenant: tenant, name: domain), form: form, store: store)
  }
}
