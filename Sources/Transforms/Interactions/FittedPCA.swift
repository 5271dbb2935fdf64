import Columns
import Configuration

/// The fitted state of `pca`.
struct FittedPCA: FittedState {
  /// A direction in the space of the inputs.
  struct Component: Sendable, Equatable {
    /// One for each input; their squares add up to 1.
    let weights: [Double]
    /// Of the fitted rows in this direction.
    let variance: Double
  }

  let names: [String]
  let means: [Double]
  /// By descending variance.
  let components: [Component]

  var inputs: [String]? { names }
}

extension FittedPCA {
  static let members: [StateMember] = [
    "names", .statistics("means"), .parts("components", componentMembers),
  ]
  private static let componentMembers: [StateMember] = [.statistics("weights"), .statistics("variance")]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    let names = try reader.categories("names")
    means = try reader.numbers("means")
    var components: [Component] = []
    for json in try reader.objects("components") {
      let component = try StateReader(json, Self.componentMembers)
      let weights = try component.numbers("weights")
      let variance = try component.number("variance")
      guard weights.count == names.count, variance >= 0 else {
        throw .badState(problem: "a component does not go with the columns")
      }
      components.append(Component(weights: weights, variance: variance))
    }
    guard means.count == names.count, !components.isEmpty, components.count <= names.count else {
      throw .badState(problem: "the components do not go with the columns")
    }
    self.names = names
    self.components = components
  }

  var json: JSON {
    [
      "names": .array(names.map { .string($0) }), "means": .array(means.map { .float($0) }),
      "components": .array(
        components.map {
          ["weights": .array($0.weights.map { .float($0) }), "variance": .float($0.variance)]
        }),
    ]
  }
}

extension PCA {
  func transform(_ rows: Rows, _ fitted: FittedPCA) throws(TransformError) -> [Column] {
    let numbers = try rows.numbers(named: fitted.names, missing: missing)
    let complete = rows.complete
    var columns: [Column] = []
    for (index, values) in fitted.project(numbers, count: rows.count, whiten: whiten).enumerated() {
      try rows.requireFinite(values, named: "pca\(index)")
      columns.append(Column(.float(values.cleared(where: complete, 0)), validity: complete))
    }
    return columns
  }
}

extension FittedPCA {
  /// Rows whose deviations from the means lie in the cache while all components are computed from them.
  private static let blockRows = 256
  /// Four rows of four components fit into the registers.
  private typealias Lanes = SIMD4<Double>

  /// The values of each component.
  fileprivate func project(_ columns: [Buffer<Double>], count: Int, whiten: Bool) -> [Buffer<Double>] {
    let padded = (count + Self.blockRows - 1) / Self.blockRows * Self.blockRows
    let groups = (components.count + 3) / 4
    let weights = weights(in: groups, whiten: whiten)
    // The components one after the other, each padded to whole blocks.
    let values = Buffer<Double>(count: groups * 4 * padded) { values in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: columns.count * Self.blockRows) { tile in
        tile.initialize(repeating: 0)
        for start in stride(from: 0, to: count, by: Self.blockRows) {
          center(columns, start..<min(start + Self.blockRows, count), into: tile)
          weights.withUnsafeBufferPointer { weights in
            for group in 0..<groups {
              let own = UnsafeBufferPointer(rebasing: weights[(group * columns.count)..<((group + 1) * columns.count)])
              Self.multiply(tile, own, into: values, at: group * 4 * padded + start, padded)
            }
          }
        }
      }
    }
    return values.withUnsafeBufferPointer { values in
      components.indices.map { component in
        Buffer(count: count) { memory in
          _ = memory.initialize(
            from: UnsafeBufferPointer(rebasing: values[(component * padded)..<(component * padded + count)]))
        }
      }
    }
  }

  /// For each group of four components the weights of each input; 0 past the last component.
  private func weights(in groups: Int, whiten: Bool) -> [Lanes] {
    var weights = [Lanes](repeating: .zero, count: groups * names.count)
    for (index, component) in components.enumerated() {
      // scikit-learn divides by no less than ε.
      let scale = whiten ? max(component.variance.squareRoot(), Double.ulpOfOne) : 1
      for (input, weight) in component.weights.enumerated() {
        weights[index / 4 * names.count + input][index % 4] = weight / scale
      }
    }
    return weights
  }

  /// The deviations of some rows from the means, input after input.
  private func center(
    _ columns: [Buffer<Double>], _ rows: Range<Int>, into tile: UnsafeMutableBufferPointer<Double>
  ) {
    for (input, column) in columns.enumerated() {
      let mean = means[input]
      let place = input * Self.blockRows
      column.withUnsafeBufferPointer { values in
        for row in 0..<rows.count { tile[place &+ row] = values[rows.lowerBound &+ row] - mean }
      }
    }
  }

  private static func multiply(
    _ tile: UnsafeMutableBufferPointer<Double>, _ weights: UnsafeBufferPointer<Lanes>,
    into values: UnsafeMutableBufferPointer<Double>, at place: Int, _ padded: Int
  ) {
    let source = UnsafeRawPointer(tile.baseAddress!), target = UnsafeMutableRawPointer(values.baseAddress!)
    for row in stride(from: 0, to: blockRows, by: 4) {
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for input in 0..<weights.count {
        let deviation = source.loadUnaligned(fromByteOffset: (input &* blockRows &+ row) &* 8, as: Lanes.self)
        let weight = weights[input]
        a += deviation * weight.x
        b += deviation * weight.y
        c += deviation * weight.z
        d += deviation * weight.w
      }
      let first = place &+ row
      target.storeBytes(of: a, toByteOffset: first &* 8, as: Lanes.self)
      target.storeBytes(of: b, toByteOffset: (first &+ padded) &* 8, as: Lanes.self)
      target.storeBytes(of: c, toByteOffset: (first &+ 2 &* padded) &* 8, as: Lanes.self)
      target.storeBytes(of: d, toByteOffset: (first &+ 3 &* padded) &* 8, as: Lanes.self)
    }
  }
}
