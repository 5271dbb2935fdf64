import Columns

/// The edges between the bins of a column, ascending; the first and the last bin are open-ended.
struct BinEdges: Sendable, Codable, Equatable {
  /// On which side a bin includes its edge.
  enum Closed: Sendable, Codable, Equatable {
    /// [a, b): an edge opens the bin above it, as numpy's `searchsorted(side="right")` counts.
    case left
    /// (a, b]: an edge closes the bin below it, as in a decision tree and in `pandas.cut`.
    case right
  }

  let edges: [Double]
  let closed: Closed

  var binCount: Int { edges.count + 1 }

  /// Up to here every edge is compared with eight numbers at a time; a search by halves is faster beyond.
  private static let scanLimit = 24

  /// The bin of each number, from 0; `missing` where there is none.
  func codes(_ numbers: Buffer<Double>, _ validity: Bitmap?, missing: Int64) -> Buffer<Int64> {
    Buffer(count: numbers.count) { memory in
      numbers.withUnsafeBufferPointer { numbers in
        edges.withUnsafeBufferPointer { edges in
          switch (closed, edges.count <= Self.scanLimit) {
          case (.left, true):
            Self.scan(numbers, edges, memory) {
              $0 .>= $1
            } isPast: {
              $0 >= $1
            }
          case (.right, true):
            Self.scan(numbers, edges, memory) {
              $0 .> $1
            } isPast: {
              $0 > $1
            }
          case (.left, false): Self.search(numbers, edges, memory) { $0 >= $1 }
          case (.right, false): Self.search(numbers, edges, memory) { $0 > $1 }
          }
        }
      }
      validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: missing) }
    }
  }

  /// Counts the edges that lie behind each number.
  @inline(__always)
  private static func scan(
    _ numbers: NumberKernels.Values, _ edges: NumberKernels.Values, _ codes: UnsafeMutableBufferPointer<Int64>,
    _ arePast: (NumberKernels.Lanes, NumberKernels.Lanes) -> SIMDMask<SIMD8<Int64>>,
    isPast: (Double, Double) -> Bool
  ) {
    let blocks = numbers.count / 8
    for block in 0..<blocks {
      let lanes = NumberKernels.load(numbers, block)
      var code = SIMD8<Int64>.zero
      for edge in edges {
        code.replace(with: code &+ 1, where: arePast(lanes, NumberKernels.Lanes(repeating: edge)))
      }
      UnsafeMutableRawPointer(codes.baseAddress!).storeBytes(of: code, toByteOffset: block &* 64, as: SIMD8<Int64>.self)
    }
    for row in (blocks * 8)..<numbers.count {
      var code: Int64 = 0
      for edge in edges where isPast(numbers[row], edge) { code &+= 1 }
      codes[row] = code
    }
  }

  @inline(__always)
  private static func search(
    _ numbers: NumberKernels.Values, _ edges: NumberKernels.Values, _ codes: UnsafeMutableBufferPointer<Int64>,
    isPast: (Double, Double) -> Bool
  ) {
    for row in 0..<numbers.count {
      let number = numbers[row]
      codes[row] = Int64((0..<edges.count).partitionPoint { isPast(number, edges[$0]) })
    }
  }
}
