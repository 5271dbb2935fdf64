import Columns
import TestSupport
import Testing

@Suite struct WordTableTests {
  @Test(arguments: [1, 2] as [UInt64]) func likeADictionary(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var table = WordTable()
    var oracle: [UInt64: Int32] = [:]
    for _ in 0..<20_000 {
      let word = UInt64.random(in: 0..<5_000, using: &generator) &* 0x1_0000_0001
      let expected = oracle[word] ?? Int32(oracle.count)
      #expect(table.insert(word) == expected, "seed \(seed)")
      oracle[word] = expected
    }
    #expect(table.count == oracle.count)
    #expect(table.words.enumerated().allSatisfy { oracle[$1] == Int32($0) })
  }

  @Test func zeroIsAWordAndThereIsOneZero() {
    var table = WordTable()
    #expect(table.insert((-0.0).word) == 0)
    #expect(table.insert(0) == 0)
    #expect(table.insert(1) == 1)
  }
}
