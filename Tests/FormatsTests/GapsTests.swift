import Formats
import TestSupport
import Testing

/// Bytes with gaps read as if the gaps had never been there, wherever they lie and however they are read.
@Suite struct GapsTests {
  private func text(_ source: ByteSource, _ range: Range<Int>) throws -> [UInt8] {
    try source.read(range).withUnsafeBytes { Array(UnsafeBufferPointer(start: $0, count: range.count)) }
  }

  @Test(arguments: 1...100)
  func readAsWhatIsLeft(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let whole = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 1...120, using: &random) }
    var gaps: [Range<Int>] = []
    var position = 0
    while position < whole.count {
      let start = min(position + Int.random(in: 0...20, using: &random), whole.count)
      let end = min(start + Int.random(in: 0...20, using: &random), whole.count)
      gaps.append(start..<end)
      position = end + Int.random(in: 0...1, using: &random)
    }
    let left = whole.indices.filter { index in !gaps.contains { $0.contains(index) } }.map { whole[$0] }
    let source = try ByteSource(whole).leavingOut(gaps)
    #expect(source.count == left.count)
    for _ in 0..<50 {
      let start = Int.random(in: 0...left.count, using: &random)
      let end = Int.random(in: start...left.count, using: &random)
      #expect(try text(source, start..<end) == Array(left[start..<end]), "seed \(seed)")
    }
  }
}
