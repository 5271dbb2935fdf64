import Columns
import Ledger
import Privacy

/// The tokens of a file while it passes, as keyed hashes: what its filter in the ledger is made of.
///
/// Eight bytes for each of the first four million; from there on they go into the largest of filters, 64 MiB.
struct TokenCollector {
  private let pool: Pool
  private var hashes: [UInt64] = []
  private var filter: TokenFilter?

  private static let waiting = 1 << 22

  init(_ pool: Pool) { self.pool = pool }

  mutating func add(_ more: [UInt64]) {
    hashes += more
    guard hashes.count > Self.waiting else { return }
    filter = filled()
    hashes.removeAll(keepingCapacity: true)
  }

  /// The filter. It may have been too large for tokens that repeat, which is undone.
  consuming func finish() -> TokenFilter {
    var filter = filled()
    filter.shrink()
    return filter
  }

  private func filled() -> TokenFilter {
    var filter = filter ?? TokenFilter(forAtMost: hashes.count > Self.waiting ? .max : hashes.count)
    filter.insert(hashes, pool)
    return filter
  }
}

extension RowHasher {
  /// Hashes of all tokens in columns of them; of a category each value once, also such as no row has.
  func hashes(ofTokensIn columns: [Column], _ fields: [Field]) -> [UInt64] {
    var hashes: [UInt64] = []
    for (column, field) in zip(columns, fields) where field.sensitivity == .pseudonym && column.sparse == nil {
      switch column.values {
      case .category(_, let dictionary):
        hashes.reserveCapacity(hashes.count + dictionary.count)
        for code in 0..<dictionary.count {
          hashes.append(dictionary.withBytes(of: code) { hash(UnsafeRawBufferPointer($0)) })
        }
      case .string(let strings):
        hashes.reserveCapacity(hashes.count + strings.count)
        for row in 0..<strings.count where column.validity.isValid(row) {
          hashes.append(strings.withBytes(of: row) { hash(UnsafeRawBufferPointer($0)) })
        }
      default: break  // numbers that a step made of tokens
      }
    }
    return hashes
  }
}
