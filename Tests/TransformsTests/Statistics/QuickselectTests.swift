import TestSupport
import Testing

@testable import Transforms

@Suite("The median by selection")
struct QuickselectTests {
  private func median(_ values: [Double]) -> Double {
    var values = values
    return values.withUnsafeMutableBufferPointer { Quickselect.median(of: $0) }
  }

  @Test(arguments: [1, 2, 3, 24, 25, 26, 27, 100, 1001, 5000])
  func isThatOfTheSortedValues(_ count: Int) {
    let seed: UInt64 = 4
    var generator = SeededGenerator(seed: seed)
    for levels in [1, 3, 1000, UInt64.max] {
      let values = (0..<count).map { _ in Double(generator.next() % levels) }
      for values in [values, values.sorted(), values.sorted(by: >)] {
        let sorted = values.sorted()
        let expected = Quickselect.midpoint(sorted[(count - 1) / 2], sorted[count / 2])
        #expect(median(values) == expected, "\(levels) levels, seed \(seed)")
      }
    }
  }

  @Test func largeNumbersDoNotOverflow() {
    #expect(median([1.7e308, 1.5e308]) == 1.6e308)
    #expect(median([-0.5, 2]) == 0.75)
  }
}
