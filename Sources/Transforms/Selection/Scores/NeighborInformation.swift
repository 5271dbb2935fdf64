#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Mutual information in nats where a variable is continuous, estimated from the distances between rows that are
/// neighbours. Counts of rows are all that enters the result, so that it does not depend on the order of rows.
enum NeighborInformation {
  /// scikit-learn's `n_neighbors`.
  static let neighbors = 3

  /// Between two continuous variables, by the rows' third neighbours in the plane (distance: the larger of the two
  /// differences) and how many rows are nearer in x and in y; `nil` for fewer than four rows.
  ///
  /// Source: Kraskov, Stögbauer and Grassberger, "Estimating Mutual Information", Physical Review E 69 (2004), equation
  /// 8; scikit-learn 1.9, `_compute_mi_cc`.
  static func between(_ x: [Double], _ y: [Double]) -> Double? {
    guard x.count > neighbors else { return nil }
    let radii = PlaneNeighbors(x, y).radii
    let means = meanOfDigammas(near(x, radii)) + meanOfDigammas(near(y, radii))
    return max(0, digamma(x.count) + digamma(neighbors) - means)
  }

  /// Between a continuous variable and the classes `codes`, by the third neighbour of each row in its class and how
  /// many rows of any class are nearer; `nil` if no class has two rows.
  ///
  /// Source: Ross, "Mutual Information between Discrete and Continuous Data Sets", PLoS ONE 9 (2014); scikit-learn 1.9,
  /// `_compute_mi_cd`.
  static func between(_ values: [Double], classes codes: [Int32], count classCount: Int) -> Double? {
    var classes = [[Double]](repeating: [], count: classCount)
    for (value, code) in zip(values, codes) { classes[Int(code)].append(value) }
    // The only row of a class has no neighbour there.
    classes = classes.filter { $0.count > 1 }.map { $0.sorted() }
    let sorted = classes.count == 1 ? classes[0] : classes.joined().sorted()
    guard !sorted.isEmpty else { return nil }
    var result = digamma(sorted.count)
    var near: [Int] = []
    near.reserveCapacity(sorted.count)
    for members in classes {
      let k = min(neighbors, members.count - 1)
      let share = Double(members.count) / Double(sorted.count)
      result += share * (digamma(k) - digamma(members.count))
      members.withUnsafeBufferPointer { members in
        sorted.withUnsafeBufferPointer { sorted in
          var cursor = 0
          for place in 0..<members.count {
            while sorted[cursor] < members[place] { cursor += 1 }
            near.append(sorted.count(around: cursor, within: members.distance(ofNeighbor: k, from: place).inside))
          }
        }
      }
    }
    return max(0, result - meanOfDigammas(near))
  }

  /// How many rows are strictly nearer than each row's radius, the row itself included.
  private static func near(_ values: [Double], _ radii: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    return order.map { values[$0] }.withUnsafeBufferPointer { sorted in
      order.indices.map { sorted.count(around: $0, within: radii[order[$0]].inside) }
    }
  }

  /// Added by rising count: in one order, whatever that of the rows.
  private static func meanOfDigammas(_ counts: [Int]) -> Double {
    var histogram = [Int](repeating: 0, count: (counts.max() ?? 0) + 1)
    for count in counts { histogram[count] += 1 }
    var sum = 0.0
    var harmonic = 0.0
    for (number, rows) in histogram.enumerated() where number > 0 {
      if number > 1 { harmonic += 1 / Double(number - 1) }
      sum += Double(rows) * (number < 100 ? harmonic - eulerGamma : digamma(number))
    }
    return sum / Double(counts.count)
  }

  private static let eulerGamma = 0.577_215_664_901_532_9

  /// ψ(n) for a positive integer: a harmonic number less Euler's constant; the asymptotic series (DLMF 5.11.2) from 64.
  static func digamma(_ n: Int) -> Double {
    guard n >= 64 else { return (1..<n).reduce(-eulerGamma) { $0 + 1 / Double($1) } }
    let inverse = 1 / (Double(n) * Double(n))
    let series = inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse * (1.0 / 240))))
    return log(Double(n)) - 0.5 / Double(n) - series
  }
}

extension Double {
  /// The largest distance below this one; 0 stays 0, so that equal values are near each other.
  fileprivate var inside: Double { self > 0 ? nextDown : 0 }
}

extension UnsafeBufferPointer<Double> {
  /// The distance of the k-th nearest other element of a sorted buffer; there are k others.
  fileprivate func distance(ofNeighbor k: Int, from place: Int) -> Double {
    var (low, high) = (place - 1, place + 1)
    var distance = 0.0
    for _ in 0..<k {
      let below = low >= 0 ? self[place] - self[low] : .infinity
      let above = high < count ? self[high] - self[place] : .infinity
      if below <= above {
        distance = below
        low -= 1
      } else {
        distance = above
        high += 1
      }
    }
    return distance
  }

  /// How many elements of a sorted buffer lie within `distance` of the one at `place`, itself included.
  fileprivate func count(around place: Int, within distance: Double) -> Int {
    let center = self[place]
    let first = (0..<place).partitionPoint { center - self[$0] > distance }
    return (place + 1..<count).partitionPoint { self[$0] - center <= distance } - first
  }
}
