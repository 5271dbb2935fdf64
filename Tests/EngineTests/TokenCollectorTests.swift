import Columns
import Ledger
import TestSupport
import Testing

@testable import Engine

/// What is collected in any order, with any repetition, makes the filter of the set.
@Suite struct TokenCollectorTests {
  @Test(arguments: [0, 1, 1000, (1 << 16) + 5, (1 << 22) + 3], [1, 2, 3])
  func asTheSet(_ count: Int, threads: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let step = max(999, count / 10)
    // Many share their leading bits, by which they are sorted.
    let hashes = (0..<count).map { position in
      position % 3 == 0 ? UInt64(position) : UInt64.random(in: .min ... .max, using: &random)
    }
    var collector = TokenCollector(Pool(threads: threads))
    for start in stride(from: 0, to: count, by: step) {
      collector.add(Array(hashes[start..<min(start + step, count)]))
      collector.add(Array(hashes[start..<min(start + 10, count)]))
    }
    let filter = collector.finish()
    var expected = TokenFilter(forAtMost: 2 * count)
    expected.insert(hashes)
    expected.shrink()
    #expect(filter == expected)
  }
}
