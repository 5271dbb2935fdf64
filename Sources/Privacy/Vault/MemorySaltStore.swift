import Synchronization

/// A salt store that forgets everything at the end of the process: for tests, and the plain statement of what any
/// store does.
package final class MemorySaltStore: SaltStore {
  private let salts = Mutex<[VaultDomain: [BlindIndex: SealedSalt]]>([:])

  package init() {}

  package func salts(
    of indexes: [BlindIndex], in domain: VaultDomain
  ) throws(SaltStoreError) -> [SealedSalt?] {
    salts.withLock { salts in indexes.map { salts[domain]?[$0] } }
  }

  package func insert(
    _ new: [(index: BlindIndex, salt: SealedSalt)], in domain: VaultDomain
  ) throws(SaltStoreError) -> [SealedSalt] {
    salts.withLock { salts in
      new.map { index, salt in
        let kept = salts[domain]?[index] ?? salt
        salts[domain, default: [:]][index] = kept
        return kept
      }
    }
  }

  package func delete(_ indexes: [BlindIndex], in domain: VaultDomain) throws(SaltStoreError) -> Int {
    salts.withLock { salts in indexes.count { salts[domain]?.removeValue(forKey: $0) != nil } }
  }

  package func counts() throws(SaltStoreError) -> [(kid: String, salts: Int)] {
    let kids = salts.withLock { $0.values.flatMap { $0.values.map(\.kid) } }
    return Dictionary(grouping: kids, by: \.self).map { (kid: $0.key, salts: $0.value.count) }.sorted {
      $0.kid < $1.kid
    }
  }
}
