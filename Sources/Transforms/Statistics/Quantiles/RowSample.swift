import Columns

/// A column's present values in a limited number of rows: those with the smallest hashes, so that the sample depends
/// on the rows alone, not on their order, chunks or threads. Rows of one key share a hash and are in or out together;
/// at the limit they make the sample a little larger.
///
/// Invariant: it holds every present row whose hash is at most `bound`, and `limit` of them unless `bound` excludes
/// none.
struct RowSample: Sendable, Codable {
  struct Entry: Sendable, Codable {
    let hash: UInt64
    let value: Double
    /// Whose row it is, where that is known.
    let person: UInt64?
  }

  private let limit: Int
  private let seed: UInt64
  private var bound = UInt64.max
  private var entries: [Entry] = []

  init(limit: Int, seed: UInt64) {
    self.limit = limit
    self.seed = seed
  }

  mutating func update(_ numbers: Numbers) {
    let hashes = numbers.rows.drawHashes
    let present = numbers.validity?.setCount ?? numbers.values.count
    // Hashes are uniform, so that most rows need no more than a look at theirs: the expected number of small enough
    // ones, and six standard deviations. Where keys repeat that can be too few, and the chunk is looked at again.
    let enough = Double(limit) + 6 * Double(limit).squareRoot() + 64
    let share = enough / Double(max(present, 1))
    let before = entries.count
    if share < 1 && UInt64(share * 0x1p64) < bound {
      append(numbers, hashes, upTo: UInt64(share * 0x1p64))
      if entries.count - before >= limit {
        bound = UInt64(share * 0x1p64)
        return compact()
      }
      entries.removeLast(entries.count - before)
    }
    append(numbers, hashes, upTo: bound)
    compact()
  }

  private mutating func append(_ numbers: Numbers, _ hashes: Buffer<UInt64>, upTo bound: UInt64) {
    let people = numbers.rows.people
    let candidates = hashes.positions(salt: salt, upTo: bound)
    for row in candidates.array.lazy.map(Int.init) where numbers.validity.isValid(row) {
      entries.append(Entry(hash: hashes[row].drawn(salt), value: numbers.values[row], person: people?[row]))
    }
  }

  mutating func merge(_ other: RowSample) {
    let bound = min(bound, other.bound)
    if self.bound > bound { entries.removeAll { $0.hash > bound } }
    for entry in other.entries where entry.hash <= bound { entries.append(entry) }
    self.bound = bound
    compact()
  }

  /// Lets go of what cannot be in the sample any more, once that is half.
  private mutating func compact() {
    guard entries.count / 2 > limit else { return }
    cut()
  }

  private mutating func cut() {
    // The upper 53 bits are exact in a double; hashes that agree in them stay together.
    let last = withUnsafeTemporaryAllocation(of: Double.self, capacity: entries.count) { memory in
      for (place, entry) in entries.enumerated() { memory[place] = Double(entry.hash >> 11) }
      Quickselect.select(memory, limit - 1)
      return memory[limit - 1]
    }
    bound = UInt64(last) << 11 | 0x7FF
    entries.removeAll { $0.hash > bound }
  }

  var heldByteCount: Int { entries.count * MemoryLayout<Entry>.stride }

  /// The sample, in no particular order.
  var smallest: [Entry] {
    guard entries.count > limit else { return entries }
    var sample = self
    sample.cut()
    return sample.entries
  }

  /// Makes the draws independent of the folds and of the split into train and test, which read the same hashes.
  private var salt: UInt64 { seed &* .golden ^ 0x5851_f42d_4c95_7f2d }
}
