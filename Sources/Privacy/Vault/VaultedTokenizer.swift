package import Columns

/// Makes tokens into which a random salt per subject enters, kept in a vault:
/// t = generichash(16, kind ‖ kid ‖ LP(entity) ‖ LP(canonVer) ‖ salt ‖ LP(value), K_dom).
///
/// While the salt is kept, equal values have equal tokens in every run. Once it is destroyed nobody can tell whose token
/// a copy is, whoever holds key and value.
package final class VaultedTokenizer: Sendable {
  package let vault: Vault
  private let hash: KeyedHash
  private let form: CanonicalForm
  private let writer: TokenWriter

  fileprivate init(
    key: borrowing SecretBytes, vault: Vault, kid: String, form: CanonicalForm, isInteger: Bool
  ) throws(PrivacyError) {
    self.vault = vault
    self.form = form
    writer = TokenWriter(domain: vault.domain.name, kid: kid)
    hash = try KeyedHash(
      key: key,
      beginnings: TokenKind.vaulted.beginnings(kid: kid, entity: form.rawValue, form: form, isInteger: isInteger))
  }

  /// What a vault says of one value.
  package enum Found: Sendable, Equatable {
    /// The token, or the digits of the integer surrogate.
    case token(String)
    /// The value has no canonical form.
    case noForm
    case unknown
  }

  /// The token of one value whose entry is in the vault; nothing is added to it.
  package func look(
    up value: UnsafeBufferPointer<UInt8>, raw: Bool = false, isInteger: Bool = false
  ) throws(PrivacyError) -> Found {
    var builder = StringsBuilder()
    builder.append(value)
    let hashed = try hashes(of: builder.finish(), nil, tokenAsRaw: raw, making: false)
    guard hashed.all.invalid.isEmpty else { return .noForm }
    guard let hash = hashed.first else { return .unknown }
    return .token(isInteger ? String(hash.surrogate) : writer.text(hash))
  }

  /// The token of one value; `nil` if it has no canonical form, or no entry in the vault and is not given one.
  package func token(of value: String, raw: Bool = false, making: Bool) throws(PrivacyError) -> String? {
    try hashes(of: Strings([value]), nil, tokenAsRaw: raw, making: making).first.map(writer.text)
  }

  /// The column's tokens; values that the vault does not know are given an entry.
  package func tokenize(_ column: Column, tokenAsRaw: Bool = false) throws(PrivacyError) -> TreatedColumn {
    let values = DistinctValues(column, always: true)
    let hashed = try hashes(of: values.strings, values.validity, tokenAsRaw: tokenAsRaw)
    return values.tokens(hashed, writer, problem: form.problem)
  }

  func hashes(of values: Strings, _ validity: Bitmap?, tokenAsRaw: Bool) throws(PrivacyError) -> ValueHashes {
    try hashes(of: values, validity, tokenAsRaw: tokenAsRaw, making: true).all
  }

  private struct Hashed {
    let all: ValueHashes
    let first: Hash128?
  }

  private func hashes(
    of values: Strings, _ validity: Bitmap?, tokenAsRaw: Bool, making: Bool
  ) throws(PrivacyError) -> Hashed {
    var canonical = CanonicalValues()
    var scratch = CanonicalScratch()
    var invalid: [Int32] = []
    var rows: [Int] = []
    for row in 0..<values.count where validity.isValid(row) {
      guard let beginning = values.withBytes(of: row, { scratch.take($0, form: form, tokenAsRaw: tokenAsRaw) }) else {
        invalid.append(Int32(row))
        continue
      }
      scratch.withMessage { canonical.append($0, beginning: beginning) }
      rows.append(row)
    }
    let salts = try vault.salts(of: canonical, making: making)
    var first: Hash128?
    let hashes = Buffer<Hash128>(count: values.count) { hashes in
      hashes.initialize(repeating: Hash128(high: 0, low: 0))
      hash.withHasher { hasher in
        for (position, salt) in salts.enumerated() {
          guard let salt else { continue }
          var message = salt.bytes
          canonical.withMessage(position) { message.append(contentsOf: $0) }
          let hash = message.withUnsafeBytes { hasher.hash($0, beginning: canonical.beginnings[position]) }
          hashes[rows[position]] = hash
          if position == 0 { first = hash }
        }
      }
    }
    return Hashed(all: ValueHashes(hashes: hashes, invalid: invalid), first: first)
  }
}

extension KeyRing {
  /// A tokenizer of vaulted tokens.
  ///
  /// - Parameter kid: an older key, to make the tokens of before a rotation; by default the primary one.
  package func vaultedTokenizer(
    tenant: String, domain: String, form: CanonicalForm, store: any SaltStore, kid: String? = nil,
    isInteger: Bool = false
  ) throws(PrivacyError) -> VaultedTokenizer {
    let vault = try vault(tenant: tenant, domain: domain, form: form, store: store)
    let key = try domainKey(for: .token, tenant: tenant, domain: domain, kid: kid)
    guard let id = kid ?? primary?.kid else { throw .noKey(kid: nil) }
    return try VaultedTokenizer(key: key, vault: vault, kid: id, form: form, isInteger: isInteger)
  }
}
