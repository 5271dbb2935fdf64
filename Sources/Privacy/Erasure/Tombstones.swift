package import Columns

/// The people who were erased and must not be seen again, though a source may still hold them: their tokens, which only
/// the key ring can tell from anybody else's.
///
/// A token names its domain and its key, so one set serves all pipelines. Where tokens are vaulted the token meant here
/// is the one that the value would have without a vault: it can still be computed when the vault has forgotten the
/// person.
package struct Tombstones: Sendable {
  /// By domain and key.
  private var tables: [String: [String: StringTable]] = [:]
  package private(set) var count = 0

  package init(_ tokens: some Sequence<Token> = []) {
    for token in tokens {
      let before = tables[token.domain]?[token.kid]?.count ?? 0
      _ = tables[token.domain, default: [:]][token.kid, default: StringTable()].insert(token.text)
      count += (tables[token.domain]?[token.kid]?.count ?? 0) - before
    }
  }

  package var isEmpty: Bool { tables.isEmpty }

  /// A key that tombstones of a domain need and the ring no longer uses: those people would come back unseen.
  package func keyOutOfUse(in keys: KeyRing, domain: String) -> String? {
    tables[domain]?.keys.sorted().first { kid in
      !keys.entries.contains { $0.kid == kid && ($0.status == .primary || $0.status == .resolve) }
    }
  }

  /// What finds the tombstoned among the values of a column that is tokenized in a domain; `nil` where the domain has no
  /// tombstone. No key may be out of use.
  package func seeker(
    in keys: KeyRing, tenant: String, domain: String, form: CanonicalForm, tokenAsRaw: Bool
  ) throws(PrivacyError) -> TombstoneSeeker? {
    guard let byKey = tables[domain] else { return nil }
    var lookups: [TombstoneSeeker.Lookup] = []
    for (kid, table) in byKey.sorted(by: { $0.key < $1.key }) {
      lookups.append(
        TombstoneSeeker.Lookup(
          tokenizer: try keys.tokenizer(tenant: tenant, domain: domain, form: form, kid: kid), tombstones: table))
    }
    return TombstoneSeeker(lookups: lookups, tokenAsRaw: tokenAsRaw)
  }
}

/// Finds the values of one column whose tokens are tombstoned. A pure function of a value, safe on many threads.
package struct TombstoneSeeker: Sendable {
  struct Lookup: Sendable {
    let tokenizer: Tokenizer
    let tombstones: StringTable
  }

  let lookups: [Lookup]
  let tokenAsRaw: Bool

  /// The rows of the column, ascending, that belong to somebody who was erased.
  package func rows(in column: Column) -> [Int] {
    var rows: Set<Int> = []
    for lookup in lookups {
      let tokens = lookup.tokenizer.tokenize(column, tokenAsRaw: tokenAsRaw).column
      switch tokens.values {
      case .category(let codes, let dictionary):
        let found = lookup.found(in: dictionary, nil)
        for row in 0..<codes.count where tokens.validity.isValid(row) && found[Int(codes[row])] >= 0 {
          rows.insert(row)
        }
      case .string(let strings):
        let found = lookup.found(in: strings, tokens.validity)
        for row in 0..<found.count where found[row] >= 0 { rows.insert(row) }
      default: preconditionFailure("tokens are texts")
      }
    }
    return rows.sorted()
  }

  /// Whether this is the identifier of somebody who was erased.
  package func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    lookups.contains { lookup in
      lookup.tokenizer.token(of: value, raw: tokenAsRaw).map { lookup.tombstones.find($0) != nil } ?? false
    }
  }
}

extension TombstoneSeeker.Lookup {
  /// −1 for each string that is not tombstoned.
  fileprivate func found(in tokens: Strings, _ validity: Bitmap?) -> Buffer<Int32> {
    tombstones.find(tokens, validity, base: 0, missing: -1, unknown: -1)
  }
}
