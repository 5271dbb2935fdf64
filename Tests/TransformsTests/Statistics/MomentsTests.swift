import Columns
import TestSupport
import Testing

@testable import Transforms

@Suite("Moments")
struct MomentsTests {
  static func moments(_ values: [Double?]) -> Moments {
    let column = Column.float(values)
    return Moments(column.numbers!, validity: column.validity)
  }

  /// Σx² − (Σx)²/n gave −60.6 for this.
  @Test func survivesHugeOffsets() {
    let small = (0..<1000).map { Double($0 % 10) }
    let moments = Self.moments(small.map { $0 + 1e9 })
    #expect(moments.variance.isClose(to: 8.25))
    #expect(moments.mean == 1e9 + 4.5)
  }

  @Test(arguments: [1, 7, 8, 9, 16, 100, 1003])
  func missingSlotsDoNotCount(_ count: Int) {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<count).map { _ in generator.normal() + 50 }
    let gaps = (0..<count).map { $0 % 3 == 0 ? nil : values[$0] }
    let present = gaps.compactMap { $0 }
    let (left, right) = (Self.moments(gaps), Self.moments(present))
    #expect(left.count == right.count)
    #expect(left.mean.isClose(to: right.mean))
    #expect(left.squares.isClose(to: right.squares))
  }

  /// scikit-learn's partial_fit turns the variance into NaN here.
  @Test func emptyChunksAreNeutral() {
    let moments = Self.moments([1, 2, 4])
    for empty in [Moments(), Self.moments([]), Self.moments([nil, nil])] {
      var left = empty
      left.merge(moments)
      var right = moments
      right.merge(empty)
      #expect(left == moments)
      #expect(right == moments)
    }
  }

  @Test(arguments: [[0.1, 0.1, 0.1], [1e8 + 0.1, 1e8 + 0.1], [0], [5, 5, 5, 5, 5, 5, 5, 5, 5]])
  func constantsAreSeen(_ values: [Double]) { #expect(Self.moments(values).isConstant) }

  @Test(arguments: [[0.1, 0.2], [1e8, 1e8 + 0.1], [1e-20, 2e-20]])
  func smallSpreadsAreNoConstants(_ values: [Double]) { #expect(!Self.moments(values).isConstant) }

  /// The kernels against plain loops, for every number of rows around a block.
  @Test(arguments: 0...40)
  func kernelsAgreeWithPlainLoops(_ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let column = Column.float((0..<count).map { _ in Bool.random(using: &generator) ? generator.normal() : nil })
    let present = column.doubles.compactMap { $0 }
    column.numbers!.withUnsafeBufferPointer { values in
      column.validity.withBytes { validity in
        #expect(NumberKernels.sum(values).isClose(to: present.reduce(0, +)))
        let extremes = NumberKernels.extremes(values, validity)
        #expect(extremes.minimum == present.min() ?? .infinity)
        #expect(extremes.maximum == present.max() ?? -.infinity)
        let deviations = NumberKernels.deviations(values, validity, from: 0.5)
        #expect(deviations.sum.isClose(to: present.reduce(0) { $0 + ($1 - 0.5) }))
        #expect(deviations.squares.isClose(to: present.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) }))
      }
    }
  }
}
