import Columns

/// The moments of a feature within each class of the target, by class code.
struct ClassMoments: Sendable, Codable {
  private(set) var classes: [Moments] = []

  mutating func update(_ values: Buffer<Double>, classes codes: Buffer<Int32>, count classCount: Int) {
    var counts = [Int](repeating: 0, count: classCount)
    var centers = [Double](repeating: 0, count: classCount)
    var sums = centers
    var squares = centers
    values.withUnsafeBufferPointer { values in
      codes.withUnsafeBufferPointer { codes in
        counts.withUnsafeMutableBufferPointer { counts in
          centers.withUnsafeMutableBufferPointer { centers in
            for row in 0..<values.count {
              let code = Int(codes[row])
              counts[code] &+= 1
              centers[code] += values[row]
            }
            for code in 0..<classCount where counts[code] > 0 { centers[code] /= Double(counts[code]) }
          }
        }
        centers.withUnsafeBufferPointer { centers in
          sums.withUnsafeMutableBufferPointer { sums in
            squares.withUnsafeMutableBufferPointer { squares in
              for row in 0..<values.count {
                let code = Int(codes[row])
                let deviation = values[row] - centers[code]
                sums[code] += deviation
                squares[code] += deviation * deviation
              }
            }
          }
        }
      }
    }
    grow(to: classCount)
    for code in 0..<classCount where counts[code] > 0 {
      let n = Double(counts[code])
      classes[code].merge(
        Moments(
          count: counts[code], mean: centers[code] + sums[code] / n,
          squares: max(0, squares[code] - sums[code] * sums[code] / n)))
    }
  }

  /// `codes`: the code here of each class of `other`.
  mutating func merge(_ other: ClassMoments, codes: [Int], count: Int) {
    grow(to: count)
    for (code, moments) in other.classes.enumerated() { classes[codes[code]].merge(moments) }
  }

  private mutating func grow(to count: Int) {
    classes.append(contentsOf: repeatElement(Moments(), count: max(0, count - classes.count)))
  }

  /// The F value of a one-way analysis of variance: (between / (classes − 1)) / (within / (n − classes)); `nil` for a
  /// constant feature, or where no class has two rows. A feature that the class determines has the largest double.
  ///
  /// scikit-learn takes the sums of squares raw, which loses all digits at large offsets; equal otherwise.
  var analysisOfVariance: Double? {
    let classes = classes.filter { $0.count > 0 }
    var total = Moments()
    for moments in classes { total.merge(moments) }
    guard classes.count > 1, total.count > classes.count, !total.isConstant else { return nil }
    var between = 0.0
    var within = 0.0
    for moments in classes {
      let difference = moments.mean - total.mean
      between += Double(moments.count) * difference * difference
      if !moments.isConstant { within += moments.squares }
    }
    let f = (between / Double(classes.count - 1)) / (within / Double(total.count - classes.count))
    return min(f, .greatestFiniteMagnitude)
  }
}
