import Columns

/// The moments of every pair of columns, over the rows where both are present: what pandas' `corr` goes by.
///
/// A chunk is worked on in tiles that stay in the cache, as deviations d from the column's center with 0 for missing
/// values, their squares, and masks m of ones and zeros. Every sum over common rows then is a scalar product: Σd = d·m′,
/// Σd² = d²·m′, Σdd′ = d·d′, and the count m·m′.
struct PairwiseMoments: Sendable, Codable {
  private let columnCount: Int
  /// Row by row of the upper triangle without its diagonal.
  private var pairs: [PairMoments]
  /// Who stands behind each pair; empty where no floor is set.
  private var crowds: [Crowd]

  init(columnCount: Int, k: Int?) {
    self.columnCount = columnCount
    let pairCount = columnCount * max(0, columnCount - 1) / 2
    pairs = Array(repeating: PairMoments(), count: pairCount)
    crowds = k == nil ? [] : Array(repeating: Crowd(k: k), count: pairCount)
  }

  /// The correlation of two different columns, or `nil` where one is constant or fewer than k people have both.
  func correlation(_ left: Int, _ right: Int) -> Double? {
    let place = place(min(left, right), max(left, right))
    guard crowds.isEmpty || crowds[place].isLargeEnough else { return nil }
    return pairs[place].correlation
  }

  private func place(_ left: Int, _ right: Int) -> Int {
    left * (2 * columnCount - left - 1) / 2 + right - left - 1
  }

  mutating func merge(_ other: PairwiseMoments) {
    for place in pairs.indices { pairs[place].merge(other.pairs[place]) }
    for place in crowds.indices { crowds[place].merge(other.crowds[place]) }
  }

  /// All numbers are finite.
  mutating func update(_ columns: [Buffer<Double>], _ rows: Rows) {
    guard rows.count > 0 else { return }
    let validity = rows.columns.prefix(columnCount).map(\.validity)
    let tiles = MaskedTiles(columns, validity)
    var sums = [PairSums](repeating: PairSums(), count: pairs.count)
    tiles.forEach { tile in
      var place = 0
      for left in 0..<columnCount {
        for right in (left + 1)..<max(columnCount, left + 1) {
          sums[place].add(tile, left, right, isMasked: validity[left] != nil || validity[right] != nil)
          place += 1
        }
      }
    }
    var place = 0
    for left in 0..<columnCount {
      for right in (left + 1)..<max(columnCount, left + 1) {
        let isMasked = validity[left] != nil || validity[right] != nil
        pairs[place].merge(
          isMasked
            ? sums[place].moments(around: tiles.centers[left], tiles.centers[right])
            : PairMoments(x: tiles.moments[left], y: tiles.moments[right], products: sums[place].products))
        if !crowds.isEmpty, !crowds[place].isLargeEnough {
          crowds[place].update(rows, validity[left] & validity[right])
        }
        place += 1
      }
    }
  }
}

/// Sums over the rows that have both of two columns, of deviations from centers that are near the means.
private struct PairSums {
  private var count = 0.0
  private var x = 0.0
  private var y = 0.0
  private var xx = 0.0
  private var yy = 0.0
  private(set) var products = 0.0

  mutating func add(_ tile: MaskedTiles.Tile, _ left: Int, _ right: Int, isMasked: Bool) {
    products += tile.product(.deviations, left, .deviations, right)
    guard isMasked else { return }
    count += tile.product(.masks, left, .masks, right)
    x += tile.product(.deviations, left, .masks, right)
    y += tile.product(.masks, left, .deviations, right)
    xx += tile.product(.squares, left, .masks, right)
    yy += tile.product(.masks, left, .squares, right)
  }

  func moments(around xCenter: Double, _ yCenter: Double) -> PairMoments {
    guard count > 0 else { return PairMoments() }
    return PairMoments(
      x: Moments(count: Int(count), mean: xCenter + x / count, squares: max(0, xx - x * x / count)),
      y: Moments(count: Int(count), mean: yCenter + y / count, squares: max(0, yy - y * y / count)),
      products: products - x * y / count)
  }
}
