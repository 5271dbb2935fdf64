package import Columns

/// How often the tokens of a column occur: enough to tell that there are few of them, or that one prevails.
///
/// The summary of J. Misra and D. Gries, "Finding repeated elements" (1982), with 4096 counters: of n tokens each counter
/// is at most n / 1024 too low. Merging adds up and subtracts again (Agarwal et al., "Mergeable summaries", 2012). It
/// counts tokens, so no value is in it, and it never leaves the process.
package struct TokenFrequencies: Sendable {
  private static let limit = 4096
  private static let mask = 2 * limit - 1

  /// 64 bits of each token that is counted, none of them 0, which stands for an empty slot; half full at most.
  private var tokens: [UInt64] = []
  /// Of the token in the same slot.
  private var counts: [Int] = []
  private var distinct = 0
  /// Tokens counted.
  package private(set) var total = 0
  /// Whether nothing was subtracted: every token is there with its true number.
  private var isExact = true

  package init() {}

  /// Counts the tokens or integer surrogates of a column.
  package init(_ column: Column) {
    switch column.values {
    case .category(let codes, let dictionary):
      var rows = [Int](repeating: 0, count: dictionary.count)
      for row in 0..<codes.count where column.validity.isValid(row) { rows[Int(codes[row])] += 1 }
      for (code, count) in rows.enumerated() where count > 0 {
        add(dictionary.withBytes(of: code, Self.fingerprint), count)
      }
    case .string(let strings):
      strings.forEach { row, token in
        if column.validity.isValid(row) { add(Self.fingerprint(token), 1) }
      }
    case .int(let numbers):
      for row in 0..<numbers.count where column.validity.isValid(row) {
        add(UInt64(bitPattern: numbers[row]) &* 0x9E37_79B9_7F4A_7C15 | 1, 1)
      }
    default: break
    }
  }

  /// 16 of the hash's characters, which have 80 bits, folded into 63.
  private static func fingerprint(_ token: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard token.count > Token.overhead else { return 1 }
    let hash = UnsafeRawBufferPointer(token).baseAddress! + (token.count - Token.checkLength - 1 - Token.hashLength)
    let (first, second) = (hash.loadUnaligned(as: UInt64.self), hash.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    return (first &* 0x9E37_79B9_7F4A_7C15 ^ second) &* 0xBF58_476D_1CE4_E5B9 | 1
  }

  private mutating func add(_ token: UInt64, _ count: Int) {
    if tokens.isEmpty {
      tokens = Array(repeating: 0, count: Self.mask + 1)
      counts = Array(repeating: 0, count: Self.mask + 1)
    }
    total += count
    var slot = Int(truncatingIfNeeded: token >> 40) & Self.mask
    while tokens[slot] != token {
      if tokens[slot] == 0 {
        tokens[slot] = token
        distinct += 1
        break
      }
      slot = (slot + 1) & Self.mask
    }
    counts[slot] += count
    if distinct > Self.limit { reduce() }
  }

  /// Subtracts so much from every counter that at least half of them are gone. Those above half of that amount were at
  /// least half of them: each unit subtracted from one counter took a thousand others.
  private mutating func reduce() {
    var amount = 1
    while counts.count(where: { $0 > amount }) > distinct / 2 { amount *= 2 }
    let (full, numbers, counted) = (tokens, counts, total)
    self = TokenFrequencies()
    for slot in full.indices where numbers[slot] > amount { add(full[slot], numbers[slot] - amount) }
    (total, isExact) = (counted, false)
  }

  package mutating func merge(_ other: TokenFrequencies) {
    let counted = total + other.total
    let exact = isExact && other.isExact
    for slot in other.tokens.indices where other.counts[slot] > 0 { add(other.tokens[slot], other.counts[slot]) }
    (total, isExact) = (counted, isExact && exact)
  }

  /// Too few tokens to say anything of.
  private static let leastTotal = 1000
  private static let leastDistinct = 100
  private static let greatestShare = 0.05

  /// What makes the tokens guessable, in words that follow "column `c`"; `nil` if nothing does. Numbers are rounded up to
  /// 10, 20, 50 or 100, shares to 5 %.
  package var finding: String? {
    guard total >= Self.leastTotal else { return nil }
    if isExact, distinct < Self.leastDistinct {
      let bound = [10, 20, 50, 100].first { distinct <= $0 } ?? 100
      return "has at most \(bound) different values"
    }
    let share = Double(counts.max() ?? 0) / Double(total)
    guard share > Self.greatestShare else { return nil }
    return "has one value in about \(Int((share * 20).rounded()) * 5) % of its rows"
  }
}
