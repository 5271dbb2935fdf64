import TestSupport
import Testing

@testable import Ledger

@Suite struct TokenFilterTests {
  private static func hashes(_ count: Int, seed: UInt64) -> [UInt64] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in random.next() }
  }

  @Test(arguments: [0, 1, 16, 17, 1000, 5000, 70_000])
  func everyTokenIsFoundAndFewOthersAre(_ count: Int) {
    let hashes = Self.hashes(count, seed: 7)
    var filter = TokenFilter(forAtMost: count)
    filter.insert(hashes)
    #expect(hashes.allSatisfy(filter.mayContain))
    let others = Self.hashes(100_000, seed: 8)
    let wrong = others.count(where: filter.mayContain)
    // 0.2 % is what the type promises.
    #expect(wrong <= 200, "\(wrong) of 100,000 with \(count) tokens")
  }

  @Test(arguments: [1, 100, 3000, 40_000])
  func partsInAnyOrderMakeTheSameBytes(_ count: Int) {
    let hashes = Self.hashes(count, seed: 3)
    var whole = TokenFilter(forAtMost: count)
    whole.insert(hashes)
    var parts = TokenFilter(forAtMost: count)
    for start in stride(from: 0, to: count, by: 777).reversed() {
      var part = TokenFilter(forAtMost: count)
      part.insert(hashes[start..<min(start + 777, count)].reversed())
      parts.merge(part)
    }
    #expect(parts == whole)
    // Made for 50 times as many rows, then shrunk.
    var large = TokenFilter(forAtMost: count * 50)
    large.insert(hashes)
    large.shrink()
    #expect(large == whole)
  }

  @Test(arguments: [10, 1024, 1025, 30_000])
  func segmentsAnswerAsTheFilterDoes(_ count: Int) throws {
    let hashes = Self.hashes(count, seed: 11)
    var filter = TokenFilter(forAtMost: count)
    filter.insert(hashes)
    let segments = filter.segments
    #expect(segments.allSatisfy { $0.count <= 2048 })
    for hash in hashes + Self.hashes(20_000, seed: 12) {
      let segment = segments[TokenFilter.segment(of: hash, logBlocks: filter.logBlocks)]
      let answer = try #require(
        TokenFilter.mayContain(hash, segment: segment, logBlocks: filter.logBlocks) as Bool?)
      #expect(answer == filter.mayContain(hash))
    }
    #expect(TokenFilter.mayContain(0, segment: [1, 2, 3], logBlocks: filter.logBlocks) == nil)
  }
}
