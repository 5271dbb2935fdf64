import Columns

/// Gives every occurrence of every value a token of its own: a function of the place of the row and the run's random
/// key, in which the value has no part.
///
/// A place, and not a fresh number: a run that reads its source several times must find the same token each time.
final class OccurrenceTokenizer: Sendable {
  private let hash: KeyedHash
  private let form: CanonicalForm
  private let tokenAsRaw: Bool
  private let writer: TokenWriter

  /// - Parameter column: keeps the tokens of two columns of one row apart.
  init(
    key: borrowing SecretBytes, domain: String, column: String, form: CanonicalForm, tokenAsRaw: Bool, isInteger: Bool
  ) throws(PrivacyError) {
    self.form = form
    self.tokenAsRaw = tokenAsRaw
    writer = TokenWriter(domain: domain, kid: TokenKind.randomKid)
    hash = try KeyedHash(
      key: key,
      beginnings: [
        TokenKind.occurrence.beginning(
          kid: TokenKind.randomKid, entity: column, version: form.version, isInteger: isInteger)
      ])
  }

  func tokenize(_ column: Column, of rows: RowContext, asIntegers: Bool) -> TreatedColumn {
    let texts = column.texts
    var invalid: [Int32] = []
    let hashes = Buffer<Hash128>(count: column.count) { hashes in
      var scratch = CanonicalScratch()
      withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { message in
        message.storeBytes(of: rows.reading.littleEndian, as: UInt128.self)
        message.storeBytes(of: UInt64(rows.chunk).littleEndian, toByteOffset: 16, as: UInt64.self)
        hash.withHasher { hasher in
          for row in 0..<hashes.count {
            hashes[row] = Hash128(high: 0, low: 0)
            guard column.validity.isValid(row) else { continue }
            let isTokenized = texts.withBytes(of: row) {
              scratch.take($0, form: form, tokenAsRaw: tokenAsRaw) != nil
            }
            guard isTokenized else {
              invalid.append(Int32(row))
              continue
            }
            message.storeBytes(of: UInt64(row).littleEndian, toByteOffset: 24, as: UInt64.self)
            hashes[row] = hasher.hash(UnsafeRawBufferPointer(message), beginning: 0)
          }
        }
      }
    }
    let values = DistinctValues(rows: texts, column.validity)
    let hashed = ValueHashes(hashes: hashes, invalid: invalid)
    return asIntegers
      ? values.surrogates(hashed, problem: form.problem) : values.tokens(hashed, writer, problem: form.problem)
  }
}
