import Columns
import Synchronization

/// Finds two values of a run with one integer surrogate.
///
/// Among n values a coincidence in 63 bits has a chance of about n² / 2⁶⁴: 5·10⁻⁸ for a million, 5 % for a thousand
/// million. What is kept of a value is its surrogate and another 64 bits of its hash, for the first four million values;
/// later ones are still compared with these.
final class SurrogateRegister: Sendable {
  fileprivate struct Table {
    /// Surrogate + 1 in even places, 0 where there is none; the other half of the hash behind it. Half full at most.
    var slots: [UInt64] = Array(repeating: 0, count: 2 << 10)
    var count = 0
  }

  private let table = Mutex(Table())
  private let limit: Int

  init(limit: Int = 1 << 22) { self.limit = limit }

  /// Enters hashes; `false` if two of all that were entered so far differ and have one surrogate.
  func enter(_ hashes: Buffer<Hash128>, _ validity: Bitmap?, except invalid: [Int32]) -> Bool {
    let validity = TreatedColumn.clearing(invalid, in: validity, count: hashes.count)
    return table.withLock { table in
      hashes.withUnsafeBufferPointer { hashes in
        for row in 0..<hashes.count where validity.isValid(row) {
          guard table.enter(hashes[row], limit: limit) else { return false }
        }
        return true
      }
    }
  }
}

extension SurrogateRegister.Table {
  fileprivate mutating func enter(_ hash: Hash128, limit: Int) -> Bool {
    let slot = slot(of: hash.surrogate)
    if slots[slot] != 0 { return slots[slot + 1] == hash.low }
    guard count < limit else { return true }
    slots[slot] = UInt64(hash.surrogate) + 1
    slots[slot + 1] = hash.low
    count += 1
    if count * 4 > slots.count { grow() }
    return true
  }

  /// Where a surrogate is, or belongs.
  private func slot(of surrogate: Int64) -> Int {
    var slot = Int(surrogate) & (slots.count - 1) & ~1
    while slots[slot] != 0, slots[slot] != UInt64(surrogate) + 1 { slot = (slot + 2) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let full = slots
    slots = Array(repeating: 0, count: full.count * 2)
    for old in stride(from: 0, to: full.count, by: 2) where full[old] != 0 {
      let slot = slot(of: Int64(full[old] - 1))
      slots[slot] = full[old]
      slots[slot + 1] = full[old + 1]
    }
  }
}
