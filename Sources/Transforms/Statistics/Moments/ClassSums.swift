import Columns

/// The sum of a feature within each class of the target, by class code.
struct ClassSums: Sendable, Codable {
  private var sums: [Double] = []

  mutating func update(_ values: Buffer<Double>, classes codes: Buffer<Int32>, count: Int) {
    var chunk = [Double](repeating: 0, count: count)
    values.withUnsafeBufferPointer { values in
      codes.withUnsafeBufferPointer { codes in
        chunk.withUnsafeMutableBufferPointer { chunk in
          for row in 0..<values.count { chunk[Int(codes[row])] += values[row] }
        }
      }
    }
    merge(ClassSums(sums: chunk), codes: Array(0..<count), count: count)
  }

  init() {}

  private init(sums: [Double]) { self.sums = sums }

  /// `codes`: the code here of each class of `other`.
  mutating func merge(_ other: ClassSums, codes: [Int], count: Int) {
    sums.append(contentsOf: repeatElement(0, count: max(0, count - sums.count)))
    for (code, sum) in other.sums.enumerated() { sums[codes[code]] += sum }
  }

  /// χ² of the sums against those expected if the feature did not depend on the class, P(class)·Σfeature; `nil` for a
  /// feature that is always 0.
  func chiSquared(classCounts: [Int]) -> Double? {
    let total = sums.reduce(0, +)
    let rows = Double(classCounts.reduce(0, +))
    guard total > 0 else { return nil }
    var result = 0.0
    for (sum, count) in zip(sums, classCounts) where count > 0 {
      let expected = Double(count) / rows * total
      result += (sum - expected) * (sum - expected) / expected
    }
    return result.isFinite ? result : nil
  }
}
