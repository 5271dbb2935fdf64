import Columns

/// The means of several columns and the matrix of sums of products of deviations from them, over rows that are present
/// in all of them: n times the covariance matrix, with nothing lost at large offsets.
///
/// Two passes over a chunk; chunks are merged by C += n₁n₂/(n₁+n₂)·ddᵀ with d the difference of the means, as in
/// `Moments`.
struct CoMomentMatrix: Sendable, Codable {
  private(set) var count = 0
  private(set) var means: [Double]
  /// Σ(xᵢ − mean xᵢ)(xⱼ − mean xⱼ)
  private(set) var products: SymmetricMatrix

  /// Of no rows.
  init(columns: Int) {
    means = Array(repeating: 0, count: columns)
    products = SymmetricMatrix(order: columns)
  }

  /// Of one chunk without missing values.
  init(_ columns: [Buffer<Double>]) {
    self.init(columns: columns.count)
    count = columns.first?.count ?? 0
    guard count > 0 else { return }
    for index in columns.indices {
      means[index] = columns[index].withUnsafeBufferPointer { NumberKernels.sum($0) } / Double(count)
    }
    for start in stride(from: 0, to: count, by: Self.blockRows) { addBlock(columns, from: start) }
  }

  mutating func merge(_ other: CoMomentMatrix) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (left, right) = (Double(count), Double(other.count))
    let differences = zip(means, other.means).map { $1 - $0 }
    for row in means.indices {
      for column in 0...row {
        products[row, column] +=
          other.products[row, column] + left * right / (left + right) * differences[row] * differences[column]
      }
    }
    for index in means.indices { means[index] += differences[index] * right / (left + right) }
    count += other.count
  }

  // MARK: - Products

  /// Rows whose deviations fit into the cache beside each other; a multiple of the eight lanes.
  private static let blockRows = 512

  private mutating func addBlock(_ columns: [Buffer<Double>], from start: Int) {
    let rows = min(Self.blockRows, count - start)
    // Rows past the end deviate by 0.
    let deviations = Buffer<Double>(count: columns.count * Self.blockRows) { memory in
      memory.initialize(repeating: 0)
      for (index, column) in columns.enumerated() {
        let mean = means[index]
        column.withUnsafeBufferPointer { values in
          for row in 0..<rows { memory[index &* Self.blockRows &+ row] = values[start &+ row] - mean }
        }
      }
    }
    deviations.withUnsafeBufferPointer { deviations in
      for row in columns.indices {
        for column in 0...row { products[row, column] += Self.product(deviations, row, column) }
      }
    }
  }

  private static func product(_ deviations: NumberKernels.Values, _ first: Int, _ second: Int) -> Double {
    let blocks = blockRows / 8
    var lanes = NumberKernels.Lanes.zero
    for block in 0..<blocks {
      lanes +=
        NumberKernels.load(deviations, first &* blocks &+ block)
        * NumberKernels.load(deviations, second &* blocks &+ block)
    }
    return lanes.sum()
  }
}
