import Columns
import TestSupport
import Testing

@testable import Transforms

@Suite("Eigenvalues of symmetric matrices")
struct SymmetricEigenTests {
  private func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: rows.count)
    for row in rows.indices { for column in 0...row { matrix[row, column] = rows[row][column] } }
    return matrix
  }

  private func random(_ order: Int, _ generator: inout SeededGenerator) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(order: order)
    for row in 0..<order { for column in 0...row { matrix[row, column] = generator.normal() } }
    return matrix
  }

  @Test func knownMatrix() {
    let eigen = SymmetricEigen(matrix([[2], [1, 2]]))
    #expect(eigen.values.map { ($0 * 1e14).rounded() / 1e14 } == [3, 1])
    let half = Double(0.5).squareRoot()
    for component in eigen.vectors[0] { #expect(abs(component - half) < 1e-15) }
    #expect(eigen.vectors[1][0] > 0 && eigen.vectors[1][1] < 0)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 20, 40])
  func vectorsAreOrthonormalAndGiveTheMatrixBack(_ order: Int) {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    let matrix = random(order, &generator)
    let eigen = SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted(by: >), "seed \(seed)")
    for row in 0..<order {
      for column in 0..<order {
        let inner = zip(eigen.vectors[row], eigen.vectors[column]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(inner - (row == column ? 1 : 0)) < 1e-13, "seed \(seed)")
        let rebuilt = (0..<order).reduce(0.0) {
          $0 + eigen.values[$1] * eigen.vectors[$1][row] * eigen.vectors[$1][column]
        }
        #expect(abs(rebuilt - matrix[row, column]) < 1e-12, "seed \(seed)")
      }
    }
  }

  /// D·B·D with units 18 orders of magnitude apart: the smallest eigenvalue is exact in relation to itself.
  @Test func unitsDoNotMatter() {
    // Its eigenvalues are those of the two blocks, 1e18·(3, 1) and 1e-18·(3, 1).
    let eigen = SymmetricEigen(matrix([[2e18], [0, 2e-18], [1e18, 0, 2e18], [0, 1e-18, 0, 2e-18]]))
    for (value, expected) in zip(eigen.values, [3e18, 1e18, 3e-18, 1e-18]) {
      #expect(abs(value / expected - 1) < 1e-14)
    }
  }

  @Test func whatCannotBeDecomposedIsNaN() {
    #expect(SymmetricEigen(matrix([[1], [.infinity, 1]])).values.filter(\.isNaN).count == 2)
    #expect(SymmetricEigen(matrix([[0], [0, 0]])).values == [0, 0])
    #expect(SymmetricEigen(matrix([[1e300], [1e300, 1e300]])).values.count == 2)
  }

  @Test func coMomentsOfChunksMergeToThoseOfAll() {
    var generator = SeededGenerator(seed: 3)
    let columns = (0..<3).map { index in (0..<1301).map { _ in 1e8 * Double(index) + generator.normal() } }
    let whole = CoMomentMatrix(columns.map { Buffer($0) })
    var merged = CoMomentMatrix(columns: 3)
    for range in [0..<0, 0..<1, 1..<600, 600..<1301] { merged.merge(CoMomentMatrix(columns.map { Buffer($0[range]) })) }
    #expect(merged.count == 1301)
    for row in 0..<3 {
      for column in 0..<3 {
        let exact = (0..<1301).reduce(0.0) {
          $0 + (columns[row][$1] - whole.means[row]) * (columns[column][$1] - whole.means[column])
        }
        #expect(abs(whole.products[row, column] - exact) < 1e-9)
        #expect(abs(merged.products[row, column] - exact) < 1e-4)  // 1e8 · ε · √n is lost in the means
      }
    }
  }
}
