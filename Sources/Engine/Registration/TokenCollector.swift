import Columns
import Ledger
import Privacy

/// The distinct tokens of a file while it passes, as keyed hashes: what its filter in the ledger is made of.
///
/// Eight bytes for each, and at most as many again before the next sorting; the order in which they come does not matter.
struct TokenCollector {
  private var hashes: [UInt64] = []
  /// Sorted and distinct up to here.
  private var settled = 0

  mutating func add(_ more: [UInt64]) {
    hashes += more
    if hashes.count - settled > max(settled, 1 << 16) { settle() }
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

  /// The filter; ends the collection.
  mutating func filter() -> TokenFilter {
    settle()
    var filter = TokenFilter(forAtMost: hashes.count)
    filter.insert(hashes)
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
