import CSodium
package import Columns

/// Makes the tokens of one domain: made once per column, then a pure function of a value.
///
/// t = generichash(16, ver ‖ kid ‖ LP(entity) ‖ LP(canonVer) ‖ LP(value), K_dom), a pseudorandom function under a key
/// that never leaves the machine: without it a token says nothing about a value, not even to one who guesses it. The
/// hash state up to the value is computed once and copied for each value.
package final class Tokenizer: Sendable {
  /// The token format; `pt1`.
  static let version: UInt8 = 1

  package let domain: String
  package let kid: String
  /// Two hash states: up to the value in its canonical form, and up to a raw value that has none.
  private let states: SecretBytes
  /// `pt1_<domain>_<kid>_` and its part of the check register at the end of the hash.
  private let prefix: [UInt8]
  private let prefixCheck: UInt16
  private let form: CanonicalForm

  init(
    key: borrowing SecretBytes, domain: String, kid: String, entity: String, form: CanonicalForm
  ) throws(PrivacyError) {
    precondition(Token.isDomain(domain), "a domain of small letters, digits and single underscores")
    precondition(crypto_generichash_statebytes() <= HashState.size, "libsodium 1.0's hash state")
    self.domain = domain
    self.kid = kid
    self.form = form
    prefix = Array("pt1_\(domain)_\(kid)_".utf8)
    prefixCheck = TokenCheck.advanced(prefix.withUnsafeBufferPointer { TokenCheck.register(of: $0) })
    states = try SecretBytes(count: 2 * HashState.size, rest: .readable) { memory in
      for (slot, version) in [form.version, CanonicalForm.rawVersion].enumerated() {
        var message = [Tokenizer.version] + Array(kid.utf8)
        LengthPrefixed.append(entity, to: &message)
        LengthPrefixed.append(version, to: &message)
        let state = OpaquePointer(memory.baseAddress! + slot * HashState.size)
        key.withBytes { _ = crypto_generichash_init(state, $0.bytes, $0.count, 16) }
        crypto_generichash_update(state, message, UInt64(message.count))
      }
    }
  }

  /// Length in bytes of every token of this tokenizer.
  var tokenLength: Int { prefix.count + Token.hashLength + 1 + Token.checkLength }

  /// The token of one value, or `nil` if the value has no canonical form (with `raw`: it then has a token as it is).
  package func token(of value: UnsafeBufferPointer<UInt8>, raw: Bool = false) -> String? {
    var batch = TokenBatch(rows: 1, tokenLength: tokenLength)
    guard append(value, tokenAsRaw: raw, to: &batch) else { return nil }
    return String(decoding: batch.text[..<batch.length], as: UTF8.self)
  }

  package func token(of value: String, raw: Bool = false) -> String? {
    var value = value
    return value.withUTF8 { token(of: $0, raw: raw) }
  }

  /// The column's tokens, one per row; a category column stays one, each of its values hashed once. A missing value
  /// stays missing, and so does one without a canonical form, unless it is tokenized raw.
  package func tokenize(_ column: Column, tokenAsRaw: Bool = false) -> TreatedColumn {
    switch column.values {
    case .category(let codes, let dictionary):
      var batch = TokenBatch(rows: dictionary.count, tokenLength: tokenLength)
      append(dictionary, validity: nil, tokenAsRaw: tokenAsRaw, to: &batch)
      return TreatedColumn.category(
        codes: codes, validity: column.validity, dictionary: batch.strings, invalid: Set(batch.invalid),
        problem: form.problem)
    default:
      var batch = TokenBatch(rows: column.count, tokenLength: tokenLength)
      append(column.texts, validity: column.validity, tokenAsRaw: tokenAsRaw, to: &batch)
      return TreatedColumn.strings(
        batch.strings, validity: column.validity, invalid: batch.invalid, problem: form.problem)
    }
  }

  private func append(_ values: Strings, validity: Bitmap?, tokenAsRaw: Bool, to batch: inout TokenBatch) {
    values.bytes.withUnsafeBufferPointer { bytes in
      values.offsets.withUnsafeBufferPointer { offsets in
        for row in 0..<(offsets.count - 1) {
          guard validity.isValid(row) else {
            batch.appendEmpty()
            continue
          }
          let value = UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
          if !append(value, tokenAsRaw: tokenAsRaw, to: &batch) {
            batch.invalid.append(Int32(row))
            batch.appendEmpty()
          }
        }
      }
    }
  }

  /// `false`, and nothing appended, for a value without a canonical form.
  private func append(_ value: UnsafeBufferPointer<UInt8>, tokenAsRaw: Bool, to batch: inout TokenBatch) -> Bool {
    batch.canonical.removeLast(batch.canonical.count - 4)
    var slot = 0
    if !form.append(value, to: &batch.canonical) {
      guard tokenAsRaw else { return false }
      slot = 1
      batch.canonical.removeLast(batch.canonical.count - 4)
      batch.canonical.append(contentsOf: value)
    }
    let hash = batch.canonical.withUnsafeMutableBytes { message in
      message.storeBytes(of: UInt32(message.count - 4).littleEndian, as: UInt32.self)
      return states.withBytes { states in
        withUnsafeTemporaryAllocation(byteCount: HashState.size, alignment: HashState.alignment) { copy in
          copy.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: states[(slot * HashState.size)...].prefix(HashState.size)))
          let state = OpaquePointer(copy.baseAddress!)
          var hash: (UInt64, UInt64) = (0, 0)
          crypto_generichash_update(state, message.bytes, UInt64(message.count))
          // `final` wipes what is keyed in the copy.
          withUnsafeMutableBytes(of: &hash) { _ = crypto_generichash_final(state, $0.bytes, 16) }
          return hash
        }
      }
    }
    write(high: UInt64(bigEndian: hash.0), low: UInt64(bigEndian: hash.1), to: &batch)
    return true
  }

  private func write(high: UInt64, low: UInt64, to batch: inout TokenBatch) {
    let start = batch.length
    Base32.alphabet.withUnsafeBufferPointer { alphabet in
      TokenCheck.tailTable.withUnsafeBufferPointer { table in
        batch.text.withUnsafeMutableBufferPointer { text in
          let hash = text.baseAddress! + start + prefix.count
          prefix.withUnsafeBufferPointer { (text.baseAddress! + start).update(from: $0.baseAddress!, count: $0.count) }
          Base32.write(high: high, low: low, alphabet: alphabet, to: hash)
          hash[Token.hashLength] = UInt8(ascii: "_")
          var check = prefixCheck
          for place in 0..<TokenCheck.tail { check ^= table[place << 8 | Int(hash[place])] }
          hash[Token.hashLength + 1] = alphabet[Int(check >> 5)]
          hash[Token.hashLength + 2] = alphabet[Int(check & 31)]
        }
      }
    }
    batch.length += tokenLength
    batch.offsets.append(Int32(batch.length))
  }
}

/// libsodium's hash state: Swift does not import it, because C aligns it to more than 16 bytes. Constants, so that a copy
/// lies on the stack; `size` is checked against the library and a multiple of the alignment.
private enum HashState {
  @inline(__always) static var alignment: Int { 64 }
  @inline(__always) static var size: Int { 384 }
}

/// The tokens of a batch while they are made.
private struct TokenBatch {
  /// Long enough for every row; `length` bytes of it are in use.
  var text: [UInt8]
  var length = 0
  var offsets: [Int32] = [0]
  var invalid: [Int32] = []
  /// Four bytes for the length, then the canonical form of the value at hand; reused from row to row.
  var canonical: [UInt8] = [0, 0, 0, 0]

  init(rows: Int, tokenLength: Int) {
    text = Array(repeating: 0, count: rows * tokenLength)
    offsets.reserveCapacity(rows + 1)
    canonical.reserveCapacity(256)
  }

  mutating func appendEmpty() { offsets.append(Int32(length)) }

  var strings: Strings { Strings(offsets: Buffer(offsets), bytes: Buffer(text[..<length])) }
}

extension KeyRing {
  /// A tokenizer for one column.
  ///
  /// - Parameters:
  ///   - tenant: separates organisations that share a ring; may be empty.
  ///   - domain: tokens join within a domain and nowhere else (see `Token.isDomain`; others trap).
  ///   - entity: the kind of identifier, part of what is hashed; by default the canonical form's name.
  ///   - kid: an older key, to look tokens up; by default the primary one.
  package func tokenizer(
    tenant: String, domain: String, form: CanonicalForm, entity: String? = nil, kid: String? = nil
  ) throws(PrivacyError) -> Tokenizer {
    let key = try domainKey(for: .token, tenant: tenant, domain: domain, kid: kid)
    guard let id = kid ?? primary?.kid else { throw .noKey(kid: nil) }
    return try Tokenizer(key: key, domain: domain, kid: id, entity: entity ?? form.rawValue, form: form)
  }
}
