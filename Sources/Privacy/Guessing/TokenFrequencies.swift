package import Columns

/// How often the tokens of a column occur: enough to tell that there are few of them, or that one prevails.
///
/// The summary of J. Misra and D. Gries, "Finding repeated elements" (1982): of n values each counter is at most
/// n / (counters + 1) too low, here a two-thousandth of the rows. Merging adds up and subtracts again (Agarwal et al.,
/// "Mergeable summaries", 2012). It counts tokens, so no value is in it, and it never leaves the process.
package struct TokenFrequencies: Sendable {
  private static let limit = 2048

  /// By 64 bits of the token.
  private var counts: [UInt64: Int] = [:]
  /// Values counted.
  package private(set) var total = 0
  /// Whether nothing was subtracted: `counts` then holds every token with its true number.
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
      for row in 0..<numbers.count where column.validity.isValid(row) { add(UInt64(bitPattern: numbers[row]), 1) }
    default: break
    }
  }

  /// 16 of the hash's characters, which have 80 bits, folded into 64.
  private static func fingerprint(_ token: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard token.count > Token.overhead else { return 0 }
    let hash = UnsafeRawBufferPointer(token).baseAddress! + (token.count - Token.checkLength - 1 - Token.hashLength)
    let (first, second) = (hash.loadUnaligned(as: UInt64.self), hash.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    return first &* 0x9E37_79B9_7F4A_7C15 ^ second
  }

  private mutating func add(_ token: UInt64, _ count: Int) {
    total += count
    counts[token, default: 0] += count
    if counts.count > 2 * Self.limit { reduce() }
  }

  /// Subtracts from all what is left of all but the `limit` most frequent ones.
  private mutating func reduce() {
    guard counts.count > Self.limit else { return }
    let least = counts.values.sorted(by: >)[Self.limit]
    counts = counts.compactMapValues { $0 > least ? $0 - least : nil }
    isExact = false
  }

  package mutating func merge(_ other: TokenFrequencies) {
    total += other.total
    isExact = isExact && other.isExact
    counts.merge(other.counts, uniquingKeysWith: +)
    if counts.count > 2 * Self.limit { reduce() }
  }

  /// Too few values to say anything of.
  private static let leastTotal = 1000
  private static let leastDistinct = 100
  private static let greatestShare = 0.05

  /// What makes the tokens guessable, in words that follow "column `c`"; `nil` if nothing does. Figures are rounded up to
  /// 10, 20, 50 or 100, shares to 5 %.
  package var finding: String? {
    guard total >= Self.leastTotal else { return nil }
    if isExact, counts.count < Self.leastDistinct {
      let bound = [10, 20, 50, 100].first { counts.count <= $0 } ?? 100
      return "has at most \(bound) different values"
    }
    let share = Double(counts.values.max() ?? 0) / Double(total)
    guard share > Self.greatestShare else { return nil }
    return "has one value in about \(Int((share * 20).rounded()) * 5) % of its rows"
  }
}
