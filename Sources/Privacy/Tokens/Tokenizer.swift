package import Columns

/// Makes the tokens of one domain: made once per column, then a pure function of a value.
///
/// t = generichash(16, kind ‖ kid ‖ LP(entity) ‖ LP(canonVer) ‖ LP(value), K_dom), a pseudorandom function under a key
/// that never leaves the machine: without it a token says nothing about a value, not even to one who guesses it.
package final class Tokenizer: Sendable {
  package let domain: String
  package let kid: String
  let form: CanonicalForm
  private let hash: KeyedHash
  let writer: TokenWriter

  /// - Parameter isInteger: for `surrogates`, whose hashes are not those of tokens.
  init(
    key: borrowing SecretBytes, kind: TokenKind = .stateless, domain: String, kid: String, entity: String,
    form: CanonicalForm, isInteger: Bool = false
  ) throws(PrivacyError) {
    self.domain = domain
    self.kid = kid
    self.form = form
    writer = TokenWriter(domain: domain, kid: kid)
    hash = try KeyedHash(
      key: key, beginnings: kind.beginnings(kid: kid, entity: entity, form: form, isInteger: isInteger))
  }

  /// The token of one value, or `nil` if the value has no canonical form (with `raw`: it then has a token as it is).
  package func token(of value: UnsafeBufferPointer<UInt8>, raw: Bool = false) -> String? {
    hash(of: value, tokenAsRaw: raw).map(writer.text)
  }

  /// Appends the token of one value; `false`, and nothing appended, if it has none.
  func append(
    tokenOf value: UnsafeBufferPointer<UInt8>, raw: Bool, _ scratch: inout CanonicalScratch, to output: inout [UInt8]
  ) -> Bool {
    guard let hash = hash(of: value, tokenAsRaw: raw, &scratch) else { return false }
    writer.append(hash, to: &output)
    return true
  }

  package func token(of value: String, raw: Bool = false) -> String? {
    var value = value
    return value.withUTF8 { token(of: $0, raw: raw) }
  }

  /// The integer surrogate of one value, of a tokenizer that was made for them.
  package func surrogate(of value: UnsafeBufferPointer<UInt8>, raw: Bool = false) -> Int64? {
    hash(of: value, tokenAsRaw: raw)?.surrogate
  }

  private func hash(of value: UnsafeBufferPointer<UInt8>, tokenAsRaw: Bool) -> Hash128? {
    var scratch = CanonicalScratch()
    return hash(of: value, tokenAsRaw: tokenAsRaw, &scratch)
  }

  private func hash(
    of value: UnsafeBufferPointer<UInt8>, tokenAsRaw: Bool, _ scratch: inout CanonicalScratch
  ) -> Hash128? {
    guard let beginning = scratch.take(value, form: form, tokenAsRaw: tokenAsRaw) else { return nil }
    return hash.withHasher { hasher in scratch.withMessage { hasher.hash($0, beginning: beginning) } }
  }

  /// The column's tokens, one per row; a category column stays one. A value that repeats in the column is hashed once. A
  /// missing value stays missing, and so does one without a canonical form, unless it is tokenized raw.
  package func tokenize(_ column: Column, tokenAsRaw: Bool = false) -> TreatedColumn {
    let values = DistinctValues(column)
    let hashes = hashes(of: values.strings, values.validity, tokenAsRaw: tokenAsRaw)
    return values.tokens(hashes, writer, problem: form.problem)
  }

  /// A hash per value, zeros for those that are missing or have no canonical form.
  func hashes(of values: Strings, _ validity: Bitmap?, tokenAsRaw: Bool) -> ValueHashes {
    var invalid: [Int32] = []
    let hashes = Buffer<Hash128>(count: values.count) { hashes in
      var scratch = CanonicalScratch()
      hash.withHasher { hasher in
        values.bytes.withUnsafeBufferPointer { bytes in
          values.offsets.withUnsafeBufferPointer { offsets in
            for row in 0..<hashes.count {
              hashes[row] = Hash128(high: 0, low: 0)
              guard validity.isValid(row) else { continue }
              let value = UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
              guard let beginning = scratch.take(value, form: form, tokenAsRaw: tokenAsRaw) else {
                invalid.append(Int32(row))
                continue
              }
              hashes[row] = scratch.withMessage { hasher.hash($0, beginning: beginning) }
            }
          }
        }
      }
    }
    return ValueHashes(hashes: hashes, invalid: invalid)
  }
}

/// Hashes of values, and the positions of the values that have none, ascending; the hash of a missing value means
/// nothing.
struct ValueHashes {
  let hashes: Buffer<Hash128>
  let invalid: [Int32]
}

extension KeyRing {
  /// A tokenizer for one column.
  ///
  /// - Parameters:
  ///   - tenant: separates organisations that share a ring; may be empty.
  ///   - domain: tokens join within a domain and nowhere else (see `Token.isDomain`; others trap).
  ///   - entity: the kind of identifier, part of what is hashed; by default the canonical form's name.
  ///   - kid: an older key, to look tokens up; by default the primary one.
  ///   - isInteger: for integer surrogates.
  package func tokenizer(
    tenant: String, domain: String, form: CanonicalForm, entity: String? = nil, kid: String? = nil,
    isInteger: Bool = false
  ) throws(PrivacyError) -> Tokenizer {
    let key = try domainKey(for: .token, tenant: tenant, domain: domain, kid: kid)
    guard let id = kid ?? primary?.kid else { throw .noKey(kid: nil) }
    return try Tokenizer(
      key: key, domain: domain, kid: id, entity: entity ?? form.rawValue, form: form, isInteger: isInteger)
  }
}
