import Glibc

/// How random a text looks.
enum Entropy {
  /// Shannon's entropy of its bytes' frequencies, in bits a byte: 0 for one repeated byte, near log2(n) for n random
  /// ones.
  static func bits(of text: Slice<Text>) -> Double {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
      counts.initialize(repeating: 0)
      for byte in text { counts[Int(byte)] += 1 }
      let total = Double(text.count)
      return counts.reduce(0) { sum, count in
        count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
      }
    }
  }
}
