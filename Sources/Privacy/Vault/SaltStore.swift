/// Where the random salts of vaulted tokens are kept: one per subject and domain, found by its blind index.
///
/// A vaulted token is a function of key, value *and* salt. Who deletes the salt makes every copy of the token
/// meaningless, wherever it is, even for the key holder: an implementation must therefore delete for good (no old
/// pages, no log that keeps the row). It sees neither values nor salts: indexes are keyed hashes, salts are sealed.
///
/// Called from several threads at once, with the distinct values of a batch at a time (up to some ten thousand): one
/// statement a call, not one a row. An insertion has been made durable when `insert` returns: the token leaves
/// afterwards.
package protocol SaltStore: Sendable {
  /// The sealed salts of these indexes, in their order; `nil` where there is none.
  func salts(of indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> [SealedSalt?]

  /// Keeps the salts of indexes that have none yet, and returns what is kept for each now, in their order. Of two
  /// writers, in one process or several, the first one wins and both are given its salt. No index occurs twice.
  func insert(_ salts: [(index: BlindIndex, salt: SealedSalt)], in domain: VaultDomain) throws(SaltStoreError)
    -> [SealedSalt]

  /// Deletes the salts of these indexes; returns how many there were. Those that are not there are passed over.
  func delete(_ indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> Int

  /// How many salts are kept under each key entry, of all domains: a key with salts must not be retired.
  func counts() throws(SaltStoreError) -> [(kid: String, salts: Int)]
}

/// A tenant's domain: `(tenant, domain)` is part of a store's primary key, with the index.
package struct VaultDomain: Sendable, Hashable {
  /// May be empty.
  package let tenant: String
  package let name: String

  package init(tenant: String, name: String) {
    self.tenant = tenant
    self.name = name
  }
}

/// A salt as a store holds it.
package struct SealedSalt: Sendable, Equatable {
  /// The key entry whose keys made the index and sealed the salt; a column of its own, for `SaltStore.counts`.
  package let kid: String
  /// 72 bytes that only the key holder can open: key commitment, nonce, ciphertext.
  package let box: [UInt8]

  package init(kid: String, box: [UInt8]) {
    self.kid = kid
    self.box = box
  }
}

/// The store cannot be read or written.
package struct SaltStoreError: Error, Sendable, Equatable {
  /// In words that follow "the vault of domain `d`", such as "cannot be read: disk full"; never a value or an index.
  package let problem: String

  package init(problem: String) { self.problem = problem }
}
