/// Counts the different values of a column in bounded memory, by hashes that never leave it.
///
/// Up to `limit` they are all counted; beyond it only a column goes on in which hardly a value has come twice, to tell
/// whether it is a key. Two values of one hash (one pair in 2⁶⁴) would count as one.
struct DistinctValues: Sendable {
  static let limit = 4096
  /// Of a column of unequal values, some 64 MiB of hashes.
  private static let keyLimit = 4 << 20

  private var hashes: Set<UInt64> = []
  /// Values that had come before.
  private(set) var repeats = 0
  /// Whether there are more values than were counted.
  private(set) var isOver = false

  var count: Int { hashes.count }

  mutating func insert(_ text: UnsafeBufferPointer<UInt8>) {
    if isOver { return }
    // FNV-1a, with a final mix because sets look at the lower bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash ^= hash >> 32
    if !hashes.insert(hash).inserted { repeats += 1 }
    let isKeyLike = repeats <= 16 + hashes.count / 100
    if hashes.count > (isKeyLike ? Self.keyLimit : Self.limit) {
      isOver = true
      hashes = []
    }
  }
}
