import Columns

/// A row that a tree is grown on.
struct TreeRow: Sendable {
  let value: Double
  /// A number to be predicted, or the number of a class.
  let target: Double
  let fold: Int32
  /// 0 where nobody asks for people.
  let person: UInt64

  /// Of equal values the smaller target first, so that sums do not depend on the order of rows.
  static func precedes(_ left: TreeRow, _ right: TreeRow) -> Bool {
    left.value != right.value ? left.value < right.value : left.target < right.target
  }
}

/// Grows a `ThresholdTree` by CART: each node is split where the sum of squared errors, or Gini's impurity, of its
/// parts is smallest. Of equally good splits the lowest is taken. The rules are scikit-learn's `DecisionTreeRegressor`
/// and `DecisionTreeClassifier`: thresholds lie halfway between neighbouring values, values closer than 1e-7 are not
/// separated, a pure node is a leaf.
/// Source: Breiman, Friedman, Olshen, Stone, "Classification and Regression Trees" (1984); scikit-learn 1.9, tree/.
struct TreeGrower {
  enum Criterion: Sendable {
    case squaredError
    /// Targets are the classes `0..<count`.
    case gini(classes: Int)
  }

  /// Sorted by `TreeRow.precedes`.
  let rows: [TreeRow]
  let criterion: Criterion
  /// Levels of splits.
  let maxDepth: Int
  let minSamplesLeaf: Int
  /// Each leaf holds rows of as many people.
  let k: Int?

  private static let sameValue = 1e-7
  /// Two splits whose gain differs by less, in relation to what there is to be gained, are equally good.
  private static let sameGain = 1e-12

  func tree() -> ThresholdTree {
    var thresholds: [Double] = [], predictions: [Double] = []
    grow(0..<rows.count, depth: 0, &thresholds, &predictions)
    return ThresholdTree(thresholds: thresholds, predictions: predictions)
  }

  /// Appends the leaves below a node, and the thresholds between them.
  private func grow(_ node: Range<Int>, depth: Int, _ thresholds: inout [Double], _ predictions: inout [Double]) {
    guard depth < maxDepth, let place = split(node) else {
      predictions.append(mean(of: node))
      return
    }
    grow(node.lowerBound..<place, depth: depth + 1, &thresholds, &predictions)
    thresholds.append(threshold(between: rows[place - 1].value, and: rows[place].value))
    grow(place..<node.upperBound, depth: depth + 1, &thresholds, &predictions)
  }

  private func threshold(between low: Double, and high: Double) -> Double {
    let middle = low / 2 + high / 2
    return middle == high || !middle.isFinite ? low : middle
  }

  /// The mean of the target; of classes 0 and 1 the share of 1.
  private func mean(of node: Range<Int>) -> Double {
    guard !node.isEmpty else { return 0 }
    return rows[node].reduce(0) { $0 + $1.target } / Double(node.count)
  }

  // MARK: - Splitting

  /// The first row of the right part, or `nil` for a leaf.
  private func split(_ node: Range<Int>) -> Int? {
    guard node.count >= 2 * minSamplesLeaf, let first = node.first, let last = node.last,
      rows[last].value > rows[first].value + Self.sameValue
    else { return nil }
    var places = max(node.lowerBound + minSamplesLeaf, first + 1)...min(node.upperBound - minSamplesLeaf, last)
    if let k {
      guard let held = held(node, by: k), held.overlaps(places) else { return nil }
      places = places.clamped(to: held)
    }
    return switch criterion {
    case .squaredError: splitBySquares(node, places)
    case .gini(let classes): splitByGini(node, places, classes)
    }
  }

  /// The places with at least k people on each side.
  private func held(_ node: Range<Int>, by k: Int) -> ClosedRange<Int>? {
    func reach(_ order: some Sequence<Int>) -> Int? {
      var crowd = Crowd(k: k)
      for row in order {
        crowd.insert(rows[row].person)
        if crowd.isLargeEnough { return row }
      }
      return nil
    }
    guard let left = reach(node), let right = reach(node.reversed()), left < right else { return nil }
    return left + 1...right
  }

  /// Whether a place separates two values.
  @inline(__always)
  private func separates(_ place: Int) -> Bool { rows[place].value > rows[place - 1].value + Self.sameValue }

  private func splitBySquares(_ node: Range<Int>, _ places: ClosedRange<Int>) -> Int? {
    let center = mean(of: node)
    var (total, squares) = (0.0, 0.0)
    for row in node {
      let deviation = rows[row].target - center
      total += deviation
      squares += deviation * deviation
    }
    guard squares / Double(node.count) > Double.ulpOfOne else { return nil }
    var best: (gain: Double, place: Int)?
    var left = 0.0
    for place in node.dropFirst() {
      left += rows[place - 1].target - center
      guard places.contains(place), separates(place) else { continue }
      let right = total - left
      let gain = left * left / Double(place - node.lowerBound) + right * right / Double(node.upperBound - place)
      if best.map({ gain > $0.gain + Self.sameGain * squares }) ?? true { best = (gain, place) }
    }
    return best?.place
  }

  private func splitByGini(_ node: Range<Int>, _ places: ClosedRange<Int>, _ classes: Int) -> Int? {
    var left = [Int](repeating: 0, count: classes), right = left
    for row in node { right[Int(rows[row].target)] += 1 }
    guard right.allSatisfy({ $0 < node.count }) else { return nil }
    // Sums of squared counts; a row more changes them by 2n + 1.
    var (squaresLeft, squaresRight) = (0, right.reduce(0) { $0 + $1 * $1 })
    var best: (gain: Double, place: Int)?
    for place in node.dropFirst() {
      let moved = Int(rows[place - 1].target)
      squaresLeft += 2 * left[moved] + 1
      squaresRight -= 2 * right[moved] - 1
      left[moved] += 1
      right[moved] -= 1
      guard places.contains(place), separates(place) else { continue }
      let gain =
        Double(squaresLeft) / Double(place - node.lowerBound) + Double(squaresRight) / Double(node.upperBound - place)
      if best.map({ gain > $0.gain + Self.sameGain * Double(node.count) }) ?? true { best = (gain, place) }
    }
    return best?.place
  }
}
