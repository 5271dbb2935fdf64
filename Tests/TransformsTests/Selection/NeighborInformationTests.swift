import TestSupport
import Testing

@testable import Transforms

@Suite("Information from neighbours agrees with looking at all pairs")
struct NeighborInformationTests {
  /// Points that lie apart, in clusters, on a line, on a grid with ties, and all in one place.
  static func points(_ shape: Int, _ count: Int, _ generator: inout SeededGenerator) -> ([Double], [Double]) {
    let x = (0..<count).map { _ in generator.normal() }
    switch shape {
    case 0: return (x, (0..<count).map { _ in generator.normal() })
    case 1: return (x.map { $0.rounded() * 1000 + $0 }, x.map { $0 * $0 + generator.normal() * 0.01 })
    case 2: return (x, x)
    case 3: return (x.map { $0.rounded() }, (0..<count).map { _ in generator.normal().rounded() })
    default: return (x.map { _ in 1 }, x.map { _ in 2 })
    }
  }

  @Test(arguments: 0..<5, [4, 5, 9, 64, 65, 200])
  func thirdNeighboursAreTheThird(_ shape: Int, _ count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let (x, y) = Self.points(shape, count, &generator)
    let radii = PlaneNeighbors(x, y).radii
    for row in 0..<count {
      let distances = (0..<count).filter { $0 != row }.map { max(abs(x[row] - x[$0]), abs(y[row] - y[$0])) }.sorted()
      #expect(radii[row] == distances[2], "shape \(shape), row \(row), seed \(count)")
    }
  }

  @Test func digammaOfIntegers() {
    // ψ(1), ψ(9), ψ(10), ψ(1000) by mpmath.
    let expected = [
      (1, -0.5772156649015329), (9, 2.1406414779556097), (10, 2.251752589066721), (1000, 6.907255195648812),
    ]
    for (n, value) in expected { #expect(NeighborInformation.digamma(n).isClose(to: value, tolerance: 1e-15)) }
  }

  /// A class of one row has no neighbour; where every class is one, nothing is known.
  @Test func classesOfOneRowAreLeftOut() {
    let values = [1.0, 2, 4, 7, 11, 100]
    let with = NeighborInformation.between(values, classes: [0, 0, 0, 1, 1, 2], count: 3)
    let without = NeighborInformation.between(Array(values.dropLast()), classes: [0, 0, 0, 1, 1], count: 3)
    #expect(with == without)
    #expect(NeighborInformation.between([1, 2], classes: [0, 1], count: 2) == nil)
    #expect(NeighborInformation.between([1, 2, 3], [1, 2, 3]) == nil)
  }
}
