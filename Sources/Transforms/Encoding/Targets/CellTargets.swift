import Columns

/// What of the target an output column is learned from.
enum TargetOutput: Sendable, Equatable {
  case number
  /// 1 for the rows of this class, else 0; `nil`: a class that no row has.
  case ofClass(Int?)
}

/// The target's values in each of a growing number of cells of rows.
struct CellTargets: Sendable, Codable {
  enum Kind: Sendable, Codable {
    /// Rows of each class.
    case classes
    /// Count, mean and spread of a number.
    case moments
    /// Count of rows and a sum that one row can be taken out of.
    case sums
  }

  let kind: Kind
  private var cellCount = 0
  /// Of `classes`: row counts, `width` of them a cell; of `sums`: one.
  private var counts: [Int64] = []
  /// Room for classes; a power of two.
  private var width: Int
  private var moments: [Moments] = []
  private var sums: [PreciseSum] = []

  init(_ kind: Kind) {
    self.kind = kind
    width = kind == .classes ? 2 : 1
  }

  /// Makes room for cells `0..<cells` and classes `0..<classes`.
  mutating func grow(cells: Int, classes: Int) {
    if kind == .classes && classes > width { widen(to: classes) }
    guard cells > cellCount else { return }
    let more = cells - cellCount
    cellCount = cells
    switch kind {
    case .classes: counts.append(contentsOf: repeatElement(0, count: more * width))
    case .moments: moments.append(contentsOf: repeatElement(Moments(), count: more))
    case .sums:
      counts.append(contentsOf: repeatElement(0, count: more))
      sums.append(contentsOf: repeatElement(PreciseSum(), count: more))
    }
  }

  private mutating func widen(to classes: Int) {
    var wider = width
    while wider < classes { wider *= 2 }
    var copy = [Int64](repeating: 0, count: cellCount * wider)
    for cell in 0..<cellCount {
      for number in 0..<width { copy[cell * wider + number] = counts[cell * width + number] }
    }
    counts = copy
    width = wider
  }

  // MARK: - Rows

  /// `classes`: from 1.
  mutating func count(_ classes: Buffer<Int32>, in cells: Buffer<Int32>) {
    let width = width
    cells.withUnsafeBufferPointer { cells in
      classes.withUnsafeBufferPointer { classes in
        counts.withUnsafeMutableBufferPointer { counts in
          for row in 0..<cells.count { counts[Int(cells[row]) &* width &+ Int(classes[row]) &- 1] &+= 1 }
        }
      }
    }
  }

  mutating func add(_ numbers: Buffer<Double>, in cells: Buffer<Int32>) {
    cells.withUnsafeBufferPointer { cells in
      numbers.withUnsafeBufferPointer { numbers in
        if kind == .moments {
          moments.withUnsafeMutableBufferPointer { moments in
            for row in 0..<cells.count { moments[Int(cells[row])].add(numbers[row]) }
          }
        } else {
          sums.withUnsafeMutableBufferPointer { sums in
            counts.withUnsafeMutableBufferPointer { counts in
              for row in 0..<cells.count {
                sums[Int(cells[row])].add(numbers[row])
                counts[Int(cells[row])] &+= 1
              }
            }
          }
        }
      }
    }
  }

  /// `cellOf`, `classOf`: the other's cells and classes in this one's numbers, for which there is room.
  mutating func merge(_ other: CellTargets, cellOf: [Int], classOf: [Int]) {
    switch kind {
    case .classes:
      for (from, to) in cellOf.enumerated() {
        for (number, mine) in classOf.enumerated() {
          counts[to * width + mine] += other.counts[from * other.width + number]
        }
      }
    case .moments:
      for (from, to) in cellOf.enumerated() { moments[to].merge(other.moments[from]) }
    case .sums:
      for (from, to) in cellOf.enumerated() {
        counts[to] += other.counts[from]
        sums[to].merge(other.sums[from])
      }
    }
  }

  // MARK: - What was collected

  func rowCount(of cell: Int) -> Int64 {
    switch kind {
    case .classes: counts[cell * width..<(cell + 1) * width].reduce(0, +)
    case .moments: Int64(moments[cell].count)
    case .sums: counts[cell]
    }
  }

  func sum(of cell: Int, for output: TargetOutput) -> PreciseSum {
    switch (kind, output) {
    case (.sums, _): sums[cell]
    case (.classes, .ofClass(let number)): PreciseSum(number.map { Double(counts[cell * width + $0]) } ?? 0)
    case (.moments, _), (.classes, .number): preconditionFailure("sums are kept where rows are left out")
    }
  }

  /// Of kind `sums` without a spread.
  func moments(of cell: Int, for output: TargetOutput) -> Moments {
    switch (kind, output) {
    case (.moments, _): return moments[cell]
    case (.sums, _):
      let rows = counts[cell]
      return Moments(count: Int(rows), mean: rows == 0 ? 0 : sums[cell].value / Double(rows), squares: 0)
    case (.classes, .ofClass(let number)):
      return Moments(positives: number.map { counts[cell * width + $0] } ?? 0, of: rowCount(of: cell))
    case (.classes, .number): preconditionFailure("a target of classes has no number")
    }
  }
}
