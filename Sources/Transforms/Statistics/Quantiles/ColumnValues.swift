import Columns

/// The present values of a column, and beside each what else is asked of its row: for members that need all values at
/// once, or want to know who stands behind each bin.
struct ColumnValues: Sendable, Codable {
  private var values: [Buffer<Double>] = []
  private var targets: [Buffer<Double>] = []
  private var people: [Buffer<UInt64>] = []
  private var folds: [Buffer<Int32>] = []
  private(set) var count = 0

  /// `targets` and the rest are kept where they are given; they have a slot for each row of `validity`.
  mutating func update(
    _ numbers: Buffer<Double>, _ validity: Bitmap?, targets: Buffer<Double>? = nil, people: Buffer<UInt64>? = nil,
    folds: Buffer<Int32>? = nil
  ) {
    count += validity?.setCount ?? numbers.count
    values.append(numbers.present(validity))
    if let targets { self.targets.append(targets.present(validity)) }
    if let people { self.people.append(people.present(validity)) }
    if let folds { self.folds.append(folds.present(validity)) }
  }

  mutating func merge(_ other: ColumnValues) {
    count += other.count
    values += other.values
    targets += other.targets
    people += other.people
    folds += other.folds
  }

  /// Bytes of what is kept.
  var heldByteCount: Int {
    let width = [!targets.isEmpty, !people.isEmpty].count { $0 } * 8 + (folds.isEmpty ? 0 : 4)
    return count * (8 + width)
  }

  var allValues: Buffer<Double> { Buffer.concatenated(values) }
  /// As many as there are values, or none.
  var allTargets: Buffer<Double> { Buffer.concatenated(targets) }
  /// As many as there are values, or none where nobody knows the people.
  var allPeople: Buffer<UInt64> { Buffer.concatenated(people) }
  var allFolds: Buffer<Int32> { Buffer.concatenated(folds) }

  /// With other numbers for the classes that are the targets.
  func renumbered(_ classes: [Int]) -> ColumnValues {
    var copy = self
    copy.targets = targets.map { $0.map { Double(classes[Int($0)]) } }
    return copy
  }

  /// Whether each of the bins holds values of at least k people.
  func crowds(in bins: BinEdges, k: Int) -> [Crowd] {
    var crowds = [Crowd](repeating: Crowd(k: k), count: bins.binCount)
    for (values, people) in zip(values, people) {
      let codes = bins.codes(values, nil, missing: 0)
      codes.withUnsafeBufferPointer { codes in
        people.withUnsafeBufferPointer { people in
          for row in 0..<codes.count where !crowds[Int(codes[row])].isLargeEnough {
            crowds[Int(codes[row])].insert(people[row])
          }
        }
      }
    }
    return crowds
  }
}
