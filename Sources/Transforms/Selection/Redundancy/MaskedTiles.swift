import Columns

/// Columns cut into tiles of rows that stay in the cache, each cell as its deviation from the column's mean, the square
/// of that, and whether it is present.
struct MaskedTiles {
  enum Part: Int {
    case deviations, squares, masks
  }

  /// Some rows of all columns; each column's cells are padded with zeros to whole SIMD lanes.
  struct Tile {
    fileprivate let cells: UnsafeBufferPointer<Double>
    fileprivate let columnCount: Int
    /// Rows, padding included.
    fileprivate let rowCount: Int

    /// The scalar product of a part of one column and a part of another.
    func product(_ part: Part, _ column: Int, _ otherPart: Part, _ other: Int) -> Double {
      var lanes = NumberKernels.Lanes.zero
      let (left, right) = (block(part, column), block(otherPart, other))
      for block in 0..<(rowCount / 8) {
        lanes += NumberKernels.load(cells, left &+ block) * NumberKernels.load(cells, right &+ block)
      }
      return lanes.sum()
    }

    private func block(_ part: Part, _ column: Int) -> Int {
      (part.rawValue * columnCount + column) * (MaskedTiles.height / 8)
    }
  }

  /// Rows of a tile: 8 KiB a column and part.
  private static let height = 1024

  private let columns: [Buffer<Double>]
  private let validity: [Bitmap?]
  /// Of the present values.
  let moments: [Moments]
  /// The columns' means; 0 for one without a value.
  var centers: [Double] { moments.map(\.mean) }

  /// The columns are of one length, their numbers finite.
  init(_ columns: [Buffer<Double>], _ validity: [Bitmap?]) {
    self.columns = columns
    self.validity = validity
    moments = zip(columns, validity).map { Moments($0, validity: $1) }
  }

  func forEach(_ body: (Tile) -> Void) {
    let rowCount = columns.first?.count ?? 0
    let hasMasks = validity.contains { $0 != nil }
    let partCount = hasMasks ? 3 : 1
    for start in stride(from: 0, to: rowCount, by: Self.height) {
      let count = min(Self.height, rowCount - start)
      let padded = (count + 7) / 8 * 8
      let cells = Buffer<Double>(count: partCount * columns.count * Self.height) { memory in
        for index in columns.indices {
          let center = moments[index].mean
          let deviations = UnsafeMutableBufferPointer(rebasing: memory[(index * Self.height)...].prefix(Self.height))
          columns[index].withUnsafeBufferPointer { values in
            for row in 0..<count { deviations[row] = values[start &+ row] - center }
          }
          for row in count..<padded { deviations[row] = 0 }
          guard hasMasks else { continue }
          mask(index, start, count, padded, deviations, memory)
        }
      }
      cells.withUnsafeBufferPointer { body(Tile(cells: $0, columnCount: columns.count, rowCount: padded)) }
    }
  }

  private func mask(
    _ index: Int, _ start: Int, _ count: Int, _ padded: Int, _ deviations: UnsafeMutableBufferPointer<Double>,
    _ memory: UnsafeMutableBufferPointer<Double>
  ) {
    func part(_ part: Part) -> UnsafeMutableBufferPointer<Double> {
      let first = (part.rawValue * columns.count + index) * Self.height
      return UnsafeMutableBufferPointer(rebasing: memory[first...].prefix(Self.height))
    }
    let (squares, masks) = (part(.squares), part(.masks))
    validity[index].withBytes { bytes in
      for row in 0..<padded {
        let isPresent = row < count && (bytes?.bit(start &+ row) ?? true)
        masks[row] = isPresent ? 1 : 0
        deviations[row] = isPresent ? deviations[row] : 0
        squares[row] = deviations[row] * deviations[row]
      }
    }
  }
}
