/// Gives each distinct 64-bit word a code, in order of first appearance: `StringTable` for numbers.
package struct WordTable: Sendable {
  @usableFromInline var storage: [UInt64] = []
  /// Code + 1, or 0 for an empty slot; the length is a power of two at most half full.
  @usableFromInline var slots = [Int32](repeating: 0, count: 64)

  /// Differs between processes, so that nobody can craft colliding input; no result depends on it.
  @usableFromInline let seed = Self.processSeed

  private static let processSeed = UInt64.random(in: .min ... .max)

  package init() {}

  /// The words by code.
  package var words: [UInt64] { storage }

  /// Number of distinct words.
  package var count: Int { storage.count }

  /// The code of `word`, a new one if it has not been seen.
  @inlinable
  package mutating func insert(_ word: UInt64) -> Int32 {
    let mask = slots.count - 1
    var slot = hash(word) & mask
    while true {
      let code = slots[slot]
      if code == 0 { return add(word, at: slot) }
      if storage[Int(code - 1)] == word { return code - 1 }
      slot = (slot + 1) & mask
    }
  }

  /// The code of `word`, or `nil` if it is not in the table.
  @inlinable
  package func find(_ word: UInt64) -> Int32? {
    let mask = slots.count - 1
    var slot = hash(word) & mask
    while true {
      let code = slots[slot]
      if code == 0 { return nil }
      if storage[Int(code - 1)] == word { return code - 1 }
      slot = (slot + 1) & mask
    }
  }

  @usableFromInline
  mutating func add(_ word: UInt64, at slot: Int) -> Int32 {
    storage.append(word)
    slots[slot] = Int32(storage.count)
    if storage.count * 2 > slots.count { grow() }
    return Int32(storage.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (code, word) in storage.enumerated() {
      var slot = hash(word) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code + 1)
    }
  }

  /// The finalizer of MurmurHash3.
  @inlinable
  func hash(_ word: UInt64) -> Int {
    var hash = word ^ seed
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: hash ^ hash >> 33)
  }
}

extension Double {
  /// The bits, with one zero.
  @inlinable
  package var word: UInt64 { (self + 0).bitPattern }
}
