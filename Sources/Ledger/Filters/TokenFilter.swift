package import Columns

/// Whether a file may hold a token: never wrong when it says no, wrong for at most 2 in 1000 tokens when it says yes; of
/// a file with more than 33 million people more often, since no filter is made larger than 64 MiB.
///
/// A split block Bloom filter (as in the Apache Parquet format's specification, section "Bloom Filter"): 256-bit blocks,
/// a hash sets one bit in each of a block's eight words. At 16 to 32 bits for each token the share of false positives is
/// 0.2 % to 0.01 % (`TokenFilterTests` measures it). The same tokens make the same bytes, in whatever order and parts
/// they come. Hashes are keyed (`KeyRing.filterHasher`): without the key nobody can ask a filter anything.
package struct TokenFilter: Sendable, Equatable {
  /// The number of blocks is a power of two, so that filters of one size can be merged and halved.
  package private(set) var logBlocks: Int
  /// Least significant byte first, as they are stored.
  private var words: [UInt32]

  static let wordsPerBlock = 8
  /// Blocks that a ledger reads at once to answer for one token: 2 KiB.
  static let logSegmentBlocks = 6
  /// Of filters that are made: 64 MiB.
  private static let logBlocksMost = 21
  /// Of filters that are read.
  private static let logBlocksLimit = 26

  /// An empty filter.
  ///
  /// - Parameter tokens: how many distinct tokens there may be at most; more make more false positives.
  package init(forAtMost tokens: Int) {
    var logBlocks = 0
    while (16 << logBlocks) < tokens, logBlocks < Self.logBlocksMost { logBlocks += 1 }
    self.init(logBlocks: logBlocks)
  }

  init(logBlocks: Int) {
    self.logBlocks = logBlocks
    words = Array(repeating: 0, count: Self.wordsPerBlock << logBlocks)
  }

  package mutating func insert(_ hashes: [UInt64]) {
    let logBlocks = logBlocks
    words.withUnsafeMutableBufferPointer { words in
      hashes.withUnsafeBufferPointer { Self.insert($0, into: words, logBlocks) }
    }
  }

  /// The same of many: each thread has a stretch of the filter, and fills it from its beginning to its end, which takes a
  /// third of the time of filling it here and there.
  package mutating func insert(_ hashes: [UInt64], _ pool: Pool) {
    guard hashes.count > 1 << 16 else { return insert(hashes) }
    let logBlocks = logBlocks, logParts = min(logBlocks, Int.bitWidth - (pool.threads - 1).leadingZeroBitCount)
    words.withUnsafeMutableBufferPointer { words in
      nonisolated(unsafe) let words = words
      _ = pool.map(1 << logParts) { part in
        Self.ordered(hashes, ofPart: part, logParts).withUnsafeBufferPointer { Self.insert($0, into: words, logBlocks) }
      }
    }
  }

  private static func insert(
    _ hashes: UnsafeBufferPointer<UInt64>, into words: UnsafeMutableBufferPointer<UInt32>, _ logBlocks: Int
  ) {
    salts.withUnsafeBufferPointer { salts in
      for hash in hashes {
        let start = block(of: hash, logBlocks) * wordsPerBlock
        let low = UInt32(truncatingIfNeeded: hash)
        for word in 0..<wordsPerBlock { words[start + word] |= bit(of: low, salts[word]).littleEndian }
      }
    }
  }

  /// The hashes whose leading bits are those of a part, ordered by the eleven that follow: one pass of a radix sort.
  private static func ordered(_ hashes: [UInt64], ofPart part: Int, _ logParts: Int) -> [UInt64] {
    let logBuckets = 11, shift = UInt64(64 - logParts - logBuckets)
    var places = [Int](repeating: 0, count: 1 << logBuckets)
    return places.withUnsafeMutableBufferPointer { places in
      hashes.withUnsafeBufferPointer { hashes in
        for hash in hashes {
          let bucket = Int(truncatingIfNeeded: hash >> shift)
          if bucket >> logBuckets == part { places[bucket & (1 << logBuckets - 1)] &+= 1 }
        }
        var count = 0
        for bucket in places.indices { (places[bucket], count) = (count, count &+ places[bucket]) }
        return Array(unsafeUninitializedCapacity: count) { ordered, initialized in
          for hash in hashes {
            let bucket = Int(truncatingIfNeeded: hash >> shift)
            guard bucket >> logBuckets == part else { continue }
            ordered.initializeElement(at: places[bucket & (1 << logBuckets - 1)], to: hash)
            places[bucket & (1 << logBuckets - 1)] &+= 1
          }
          initialized = count
        }
      }
    }
  }

  package func mayContain(_ hash: UInt64) -> Bool {
    let start = Self.block(of: hash, logBlocks) * Self.wordsPerBlock
    return Self.matches(hash) { UInt32(littleEndian: words[start + $0]) }
  }

  /// All of it, as `init(logBlocks:bytes:)` reads it.
  package var bytes: [UInt8] { words.withUnsafeBytes { Array($0) } }

  /// `nil` where the bytes are of another length.
  package init?(logBlocks: Int, bytes: [UInt8]) {
    guard (0...Self.logBlocksLimit).contains(logBlocks), bytes.count == Self.wordsPerBlock * 4 << logBlocks else {
      return nil
    }
    self.init(logBlocks: logBlocks)
    words.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
  }

  /// Takes up the tokens of another filter of the same size.
  package mutating func merge(_ other: TokenFilter) {
    precondition(logBlocks == other.logBlocks, "filters of one size")
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Halves the filter as long as about 16 bits are left for each token: what was made for many rows of few people becomes
  /// as small as if the people had been counted.
  ///
  /// How many tokens there are is told by the bits that are set, so the result depends on the tokens alone. Eight in a
  /// block, which is 32 bits for each, set 1 - (31/32)⁸ of its bits on average: 57.
  package mutating func shrink() {
    while logBlocks > 0, words.reduce(0, { $0 + $1.nonzeroBitCount }) <= 57 << logBlocks {
      var halved = TokenFilter(logBlocks: logBlocks - 1)
      // The block is the hash's leading bits, so the two blocks that become one are neighbours.
      for index in halved.words.indices {
        let first = 2 * index - index % Self.wordsPerBlock
        halved.words[index] = words[first] | words[first + Self.wordsPerBlock]
      }
      self = halved
    }
  }

  private static func block(of hash: UInt64, _ logBlocks: Int) -> Int {
    logBlocks == 0 ? 0 : Int(hash >> (64 - UInt64(logBlocks)))
  }

  private static func matches(_ hash: UInt64, word: (Int) -> UInt32) -> Bool {
    let low = UInt32(truncatingIfNeeded: hash)
    for index in 0..<wordsPerBlock where word(index) & bit(of: low, salts[index]) == 0 { return false }
    return true
  }

  /// The one bit of a word that a hash sets: a shift binds more tightly than a product, so the product stands in
  /// parentheses.
  @inline(__always)
  private static func bit(of low: UInt32, _ salt: UInt32) -> UInt32 { 1 &<< ((low &* salt) >> 27) }

  /// Odd numbers that spread a hash's low half over the eight words; those of the Parquet format.
  private static let salts: [UInt32] = [
    0x47B6_137B, 0x4497_4D91, 0x8824_AD5B, 0xA2B7_289D, 0x7054_95C7, 0x2DF1_424B, 0x9EFC_4947, 0x5C6B_FB31,
  ]
}

/// The parts that a ledger stores and reads one by one.
extension TokenFilter {
  /// The bytes of each segment, in order.
  var segments: [[UInt8]] {
    let size = Self.wordsPerBlock * 4 << min(logBlocks, Self.logSegmentBlocks)
    return words.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<($0 + size)]) }
    }
  }

  /// The segment that answers for a hash.
  static func segment(of hash: UInt64, logBlocks: Int) -> Int {
    block(of: hash, logBlocks) >> min(logBlocks, logSegmentBlocks)
  }

  /// The answer from that segment alone; `nil` if it has another length.
  static func mayContain(_ hash: UInt64, segment: [UInt8], logBlocks: Int) -> Bool? {
    let blocks = 1 << min(logBlocks, logSegmentBlocks)
    guard segment.count == blocks * wordsPerBlock * 4 else { return nil }
    let start = block(of: hash, logBlocks) % blocks * wordsPerBlock
    return matches(hash) { word in
      (0..<4).reduce(0) { $0 | UInt32(segment[(start + word) * 4 + $1]) << ($1 * 8) }
    }
  }
}
