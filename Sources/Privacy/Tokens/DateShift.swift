import Columns

/// By how many days the dates of a subject move: a keyed function of the subject's token.
///
/// shift = n − days if n < days, else n − days + 1, where n is the first 8 bytes, most significant first, of
/// generichash(16, 0x01 ‖ kid ‖ LP(token), K_shift), modulo 2 · days; never 0, which would be no treatment. Going by the
/// token and not by the value makes one subject of all its spellings, and unlinks the shifts of whoever is erased from a
/// vault.
final class DateShift: Sendable {
  private let hash: KeyedHash
  private let days: UInt64

  init(key: borrowing SecretBytes, kid: String, days: Int) throws(PrivacyError) {
    precondition(days > 0)
    self.days = UInt64(days)
    hash = try KeyedHash(key: key, beginnings: [[1] + Array(kid.utf8)])
  }

  /// A shift for each row; 0 for rows without a token.
  func days(of tokens: Column) -> [Int32] {
    let values = DistinctTokens(tokens)
    let shifts = hash.withHasher { hasher in
      (0..<values.strings.count).map { position -> Int32 in
        guard values.validity.isValid(position) else { return 0 }
        let hash = LengthPrefixed.joined(values.strings[position]).withUnsafeBytes { hasher.hash($0, beginning: 0) }
        let place = hash.high % (2 * days)
        return Int32(place < days ? Int(place) - Int(days) : Int(place - days) + 1)
      }
    }
    return (0..<tokens.count).map { tokens.validity.isValid($0) ? shifts[values.position(of: $0)] : 0 }
  }
}

/// The tokens of a column, each once where it is a category.
private struct DistinctTokens {
  let strings: Strings
  let validity: Bitmap?
  private let codes: Buffer<Int32>?

  init(_ column: Column) {
    if case .category(let codes, let dictionary) = column.values {
      (strings, validity, self.codes) = (dictionary, nil, codes)
    } else {
      (strings, validity, codes) = (column.texts, column.validity, nil)
    }
  }

  func position(of row: Int) -> Int { codes.map { Int($0[row]) } ?? row }
}

extension KeyRing {
  /// The shifts of a tenant's subjects under the primary key, of 1 to `days` days back or forth.
  func dateShift(tenant: String, days: Int) throws(PrivacyError) -> DateShift {
    guard let primary else { throw .noKey(kid: nil) }
    return try DateShift(key: domainKey(for: .dateShift, tenant: tenant, domain: ""), kid: primary.kid, days: days)
  }
}
