/// The distance from each of many points of the plane to its third neighbour, where the distance is the larger of the
/// two differences; n·log n for points that do not all lie in one place.
///
/// The points are ordered along a Z-curve through the ranks of their coordinates and cut into runs of eight; a binary
/// tree of bounding boxes over the runs tells which cannot hold a nearer point. Ranks keep the runs compact whatever
/// the distribution.
struct PlaneNeighbors {
  /// By the points' places in the input.
  let radii: [Double]

  init(_ x: [Double], _ y: [Double]) {
    let codes = zip(Self.ranks(x), Self.ranks(y)).map { UInt64($0).spread | UInt64($1).spread << 1 }
    let order = codes.indices.sorted { codes[$0] < codes[$1] }
    let points = order.map { SIMD2(x[$0], y[$0]) }
    let leafCount = (points.count + Self.leafSize - 1) / Self.leafSize
    var width = 1
    while width < leafCount { width *= 2 }
    var boxes = [Box](repeating: Box(), count: 2 * width)
    for (place, point) in points.enumerated() { boxes[width + place / Self.leafSize].include(point) }
    for node in stride(from: width - 1, to: 0, by: -1) {
      boxes[node] = boxes[2 * node]
      boxes[node].include(boxes[2 * node + 1])
    }
    var radii = [Double](repeating: 0, count: points.count)
    points.withUnsafeBufferPointer { points in
      boxes.withUnsafeBufferPointer { boxes in
        let tree = Tree(points: points, boxes: boxes, width: width)
        for (place, row) in order.enumerated() { radii[row] = tree.radius(of: place) }
      }
    }
    self.radii = radii
  }

  private static let leafSize = 8

  /// The place of each value in the sorted order.
  private static func ranks(_ values: [Double]) -> [UInt32] {
    var ranks = [UInt32](repeating: 0, count: values.count)
    for (rank, row) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
      ranks[row] = UInt32(truncatingIfNeeded: rank)
    }
    return ranks
  }

  private struct Box {
    var low = SIMD2(repeating: Double.infinity)
    var high = SIMD2(repeating: -Double.infinity)

    mutating func include(_ point: SIMD2<Double>) {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }

    mutating func include(_ other: Box) {
      low = pointwiseMin(low, other.low)
      high = pointwiseMax(high, other.high)
    }

    /// 0 inside; ∞ for an empty box.
    func distance(to point: SIMD2<Double>) -> Double { max(0, pointwiseMax(low - point, point - high).max()) }
  }

  /// Boxes in heap order: the children of i are 2i and 2i + 1, the runs begin at `width`.
  private struct Tree {
    let points: UnsafeBufferPointer<SIMD2<Double>>
    let boxes: UnsafeBufferPointer<Box>
    let width: Int

    func radius(of place: Int) -> Double {
      var nearest = Nearest()
      // The own run first: it bounds the search. Then its neighbours in the tree, up to the root.
      var node = width + place / leafSize
      scan(node, around: place, &nearest)
      while node > 1 {
        search(node ^ 1, around: place, &nearest)
        node /= 2
      }
      return nearest.third
    }

    private func search(_ node: Int, around place: Int, _ nearest: inout Nearest) {
      guard boxes[node].distance(to: points[place]) < nearest.third else { return }
      if node >= width { return scan(node, around: place, &nearest) }
      let (left, right) = (2 * node, 2 * node + 1)
      if boxes[left].distance(to: points[place]) <= boxes[right].distance(to: points[place]) {
        search(left, around: place, &nearest)
        search(right, around: place, &nearest)
      } else {
        search(right, around: place, &nearest)
        search(left, around: place, &nearest)
      }
    }

    private func scan(_ node: Int, around place: Int, _ nearest: inout Nearest) {
      let first = (node - width) * leafSize
      guard first < points.count else { return }
      for other in first..<min(first + leafSize, points.count) where other != place {
        let difference = points[other] - points[place]
        nearest.insert(max(abs(difference.x), abs(difference.y)))
      }
    }
  }

  /// The three smallest distances so far.
  private struct Nearest {
    private var first = Double.infinity
    private var second = Double.infinity
    private(set) var third = Double.infinity

    @inline(__always)
    mutating func insert(_ distance: Double) {
      guard distance < third else { return }
      if distance < first {
        (first, second, third) = (distance, first, second)
      } else if distance < second {
        (second, third) = (distance, second)
      } else {
        third = distance
      }
    }
  }
}

extension UInt64 {
  /// The lower 32 bits with a 0 between each two.
  fileprivate var spread: UInt64 {
    var bits = self & 0xFFFF_FFFF
    bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333_3333_3333
    return (bits | bits << 1) & 0x5555_5555_5555_5555
  }
}
