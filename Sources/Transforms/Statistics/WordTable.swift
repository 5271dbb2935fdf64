/// Gives each distinct 64-bit word a code, in order of first appearance: an open-addressing table.
struct WordTable: Sendable {
  /// The words by code.
  private(set) var words: [UInt64] = []
  /// Code + 1, or 0 for an empty slot; the length is a power of two at most half full.
  private var slots = [Int32](repeating: 0, count: 64)

  /// Differs between processes, so that nobody can craft colliding input; no result depends on it.
  private static let seed = UInt64.random(in: .min ... .max)

  var count: Int { words.count }

  mutating func insert(_ word: UInt64) -> Int32 {
    let mask = slots.count - 1
    var slot = Self.hash(word) & mask
    while true {
      let code = slots[slot]
      if code == 0 { break }
      if words[Int(code - 1)] == word { return code - 1 }
      slot = (slot + 1) & mask
    }
    words.append(word)
    slots[slot] = Int32(words.count)
    if words.count * 2 > slots.count { grow() }
    return Int32(words.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (code, word) in words.enumerated() {
      var slot = Self.hash(word) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(code + 1)
    }
  }

  /// The finaliser of MurmurHash3.
  private static func hash(_ word: UInt64) -> Int {
    var hash = word ^ seed
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: hash ^ hash >> 33)
  }
}

extension Double {
  /// The bits, with one zero.
  var word: UInt64 { (self + 0).bitPattern }
}
