import Columns
import TestSupport
import Testing

@testable import Transforms

@Suite("Quantiles are exact")
struct QuantilesTests {
  /// Multisets that take the two ways of counting and every depth of the selection.
  enum Shape: String, CaseIterable, Sendable {
    case fewDistinct, normal, hugeOffset, sharedUpperBits, signsAndZeros, oneValue, manyTies

    func value(_ generator: inout SeededGenerator) -> Double {
      switch self {
      case .fewDistinct: Double(Int.random(in: -20...20, using: &generator))
      case .normal: generator.normal()
      case .hugeOffset: 1e8 + generator.normal()
      case .sharedUpperBits: Double(bitPattern: 1.0.bitPattern + UInt64.random(in: 0..<70_000, using: &generator))
      case .signsAndZeros: [-0.0, 0.0, -1e-300, 1e300, -1e300, 5e-324].randomElement(using: &generator)!
      case .oneValue: 0.1
      case .manyTies: (generator.normal() * 2000).rounded() / 7
      }
    }
  }

  @Test(arguments: Shape.allCases, [1, 2, 7, 9000])
  func equalThoseOfTheSortedValues(_ shape: Shape, _ count: Int) {
    var generator = SeededGenerator(seed: 11)
    let values = (0..<count).map { _ in shape.value(&generator) }
    let sorted = values.sorted()
    for cuts in [[0, count], [0, count / 3, count / 3, count / 2, count]] {
      var quantiles = Quantiles()
      for (start, end) in zip(cuts, cuts.dropFirst()) {
        var part = Quantiles()
        part.update(Buffer(values[start..<end]), nil)
        quantiles.merge(part)
      }
      let ranks = Set([0, count / 4, count / 3, count / 2, count - 1]).sorted()
      #expect(quantiles.values(at: ranks) == ranks.map { sorted[$0] }, "seed 11, cut at \(cuts)")
      #expect(quantiles.median == (sorted[(count - 1) / 2] + sorted[count / 2]) / 2)
    }
  }

  @Test func missingValuesAreLeftOut() {
    var quantiles = Quantiles()
    let column = Column.float([nil, 5, nil, 1, 3, nil])
    quantiles.update(column.numbers!, column.validity)
    #expect(quantiles.count == 3)
    #expect(quantiles.median == 3)
  }

  /// From few distinct values to many, within one accumulator or merged, whichever comes first.
  @Test(arguments: [[0, 1, 0], [0, 0, 1], [1, 0, 0], [1, 1, 0]], [true, false])
  func spillingLosesNothing(_ order: [Int], _ isMerged: Bool) {
    let kinds = [(0..<1000).map { Double($0 % 7) }, (0..<10_000).map { Double($0) / 3 }]
    var quantiles = Quantiles()
    for kind in order {
      var part = isMerged ? Quantiles() : quantiles
      part.update(Buffer(kinds[kind]), nil)
      if isMerged { quantiles.merge(part) } else { quantiles = part }
    }
    let sorted = order.flatMap { kinds[$0] }.sorted()
    #expect(quantiles.count == sorted.count)
    let ranks = Array(stride(from: 0, to: sorted.count, by: 997))
    #expect(quantiles.values(at: ranks) == ranks.map { sorted[$0] })
  }

  /// Of many values a million distinct ones are counted; what is held then no longer grows with the rows.
  @Test(arguments: [1000, 20_000, .max], [false, true])
  func countingManyLosesNothing(_ manyValues: Int, _ isMerged: Bool) {
    var random = SeededGenerator(seed: 5)
    let chunks = (0..<30).map { chunk in
      (0..<3000).map { _ in
        // From the twentieth chunk on prices are not rounded.
        chunk < 20 ? Double(Int.random(in: 0..<9000, using: &random)) / 100 : Double.random(in: 0..<90, using: &random)
      }
    }
    var quantiles = Quantiles(manyValues: manyValues)
    var held = 0
    for (position, chunk) in chunks.enumerated() {
      if isMerged {
        var part = Quantiles()
        part.update(Buffer(chunk), nil)
        quantiles.merge(part)
      } else {
        quantiles.update(Buffer(chunk), nil)
      }
      if position == 19 { held = quantiles.heldByteCount }
    }
    let sorted = chunks.joined().sorted()
    let ranks = Array(stride(from: 0, to: sorted.count, by: 4999))
    #expect(quantiles.values(at: ranks) == ranks.map { sorted[$0] })
    #expect(quantiles.count == sorted.count)
    #expect(manyValues == .max ? held == 20 * 3000 * 8 : held <= 9000 * 24)
  }
}
