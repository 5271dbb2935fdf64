import Columns

/// The distances of one row from all donors, and the nearest of these.
struct NeighborSearch {
  private let columns: [DonorColumn]
  private let count: Int
  /// By donor: the squared distance, infinite where none is known.
  private var squares: [Double]
  /// By donor: the columns that it and the row both have.
  private var known: [Double]

  init(_ columns: [DonorColumn]) {
    self.columns = columns
    count = columns.first?.values.count ?? 0
    squares = Array(repeating: 0, count: count)
    known = squares
  }

  /// Measures from `row`, whose missing values are NaN. Differences are taken before they are squared: |x|² − 2xy + |y|²
  /// would lose all digits at large offsets.
  mutating func measure(_ row: [Double]) {
    for donor in 0..<count {
      squares[donor] = 0
      known[donor] = 0
    }
    for (column, value) in zip(columns, row) where !value.isNaN { column.add(to: &squares, &known, from: value) }
    let width = Double(columns.count)
    for donor in 0..<count {
      squares[donor] = known[donor] == 0 ? .infinity : squares[donor] / known[donor] * width
    }
  }

  /// The mean of the nearest donors' values of column `index`; `nil` if there is none at a known distance.
  func value(of index: Int, neighbors: Int, byDistance: Bool) -> Double? {
    let nearest = nearest(of: index, neighbors)
    guard !nearest.isEmpty else { return nil }
    let values = columns[index].values
    guard byDistance else { return nearest.reduce(0) { $0 + values[$1] } / Double(nearest.count) }
    let isHit = squares[nearest[0]] == 0
    var (sum, total) = (0.0, 0.0)
    for donor in nearest {
      let weight = isHit ? (squares[donor] == 0 ? 1 : 0) : 1 / squares[donor].squareRoot()
      sum += weight * values[donor]
      total += weight
    }
    return sum / total
  }

  /// Donors that have a value, by ascending distance, the first of equals first.
  private func nearest(of index: Int, _ neighbors: Int) -> [Int] {
    var nearest: [Int] = []
    var bound = Double.infinity
    squares.withUnsafeBufferPointer { squares in
      columns[index].presence.withUnsafeBufferPointer { presence in
        for donor in 0..<squares.count where squares[donor] < bound && presence[donor] == 1 {
          if nearest.count == neighbors { nearest.removeLast() }
          let place = nearest.firstIndex { squares[$0] > squares[donor] } ?? nearest.count
          nearest.insert(donor, at: place)
          if nearest.count == neighbors { bound = squares[nearest[neighbors - 1]] }
        }
      }
    }
    return nearest
  }
}

extension DonorColumn {
  /// Adds the squared differences from `value` of those that have one, and counts these.
  fileprivate func add(to squares: inout [Double], _ known: inout [Double], from value: Double) {
    squares.withUnsafeMutableBufferPointer { squares in
      known.withUnsafeMutableBufferPointer { known in
        values.withUnsafeBufferPointer { values in
          presence.withUnsafeBufferPointer { presence in
            for donor in 0..<squares.count {
              let difference = (values[donor] - value) * presence[donor]
              squares[donor] += difference * difference
              known[donor] += presence[donor]
            }
          }
        }
      }
    }
  }
}
