import Columns
import TestSupport
import Testing

@Suite struct BitmapTests {
  /// Every pattern of up to 10 bits: all positions within a byte and across its end.
  @Test func allSmallPatterns() {
    for count in 0...10 {
      for pattern in 0..<1 << count {
        let bits = (0..<count).map { pattern >> $0 & 1 == 1 }
        let bitmap = Bitmap(bits)
        #expect(bitmap.count == count)
        #expect(bitmap.setCount == pattern.nonzeroBitCount)
        #expect(bitmap.clearCount == count - pattern.nonzeroBitCount)
        #expect((0..<count).map { bitmap[$0] } == bits)
        #expect(bitmap.bytes.array == [UInt8](pattern, count: (count + 7) / 8))
      }
    }
  }

  @Test func conjunction() {
    for left in 0..<64 {
      for right in 0..<64 {
        let both = Bitmap(count: 6) { (left & right) >> $0 & 1 == 1 }
        #expect(Bitmap(count: 6) { left >> $0 & 1 == 1 } & Bitmap(count: 6) { right >> $0 & 1 == 1 } == both)
      }
    }
    let some: Bitmap? = Bitmap([true, false])
    #expect((some & nil) == some)
    #expect((nil & some) == some)
    let none: Bitmap? = nil
    #expect((none & none) == nil)
  }

  @Test func gathersAnyRows() {
    var generator = SeededGenerator(seed: 1)
    let bits = (0..<100).map { _ in Bool.random(using: &generator) }
    let rows = (0..<77).map { _ in Int32.random(in: 0..<100, using: &generator) }
    #expect(Bitmap(bits).gather(Buffer(rows)) == Bitmap(rows.map { bits[Int($0)] }))
  }

  @Test func noBitmapMeansNothingMissing() {
    let none: Bitmap? = nil
    #expect(none.isValid(3))
    #expect(Column(.int([1, 2]), validity: Bitmap([true, true])).validity == nil)
    #expect(Column(.int([1, 0]), validity: Bitmap([true, false])).missingCount == 1)
  }
}

extension [UInt8] {
  fileprivate init(_ pattern: Int, count: Int) {
    self = (0..<count).map { UInt8(truncatingIfNeeded: pattern >> ($0 * 8)) }
  }
}
