import Columns
import Ledger
import Privacy

/// The tokens of a file while it passes, as keyed hashes: what its filter in the ledger is made of.
///
/// Eight bytes for each of the first four million; from there on, for each that is distinct.
struct TokenCollector {
  private var hashes: [UInt64] = []
  /// Sorted and distinct up to here.
  private var settled = 0

  mutating func add(_ more: [UInt64]) {
    hashes += more
    if hashes.count > max(1 << 22, 2 * settled) { settle() }
  }

  private mutating func settle() {
    hashes.sort()
    var count = 0
    for hash in hashes where count == 0 || hashes[count - 1] != hash {
      hashes[count] = hash
      count += 1
    }
    hashes.removeSubrange(count...)
    settled = count
  }

  /// The filter. Repeated tokens have made it too large, which is undone.
  func filter() -> TokenFilter {
    var filter = TokenFilter(forAtMost: hashes.count)
    filter.insert(hashes)
    filter.shrink()
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
