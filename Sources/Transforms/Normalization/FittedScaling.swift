import Configuration

/// What a scaler has fitted for a column.
protocol FittedScale: FittedColumn {
  /// Whether the column had no value to be fitted on; it then comes out missing.
  var isEmpty: Bool { get }
}

/// A column's fitted scaling, (x − center)/scale; missing for a column that had no value.
struct FittedScaling: FittedScale {
  let name: String
  /// What is subtracted; 0 where centring is off.
  let center: Double?
  /// What is divided by, never 0; 1 where scaling is off.
  let scale: Double?

  var isEmpty: Bool { center == nil || scale == nil }

  /// In scikit-learn's order of operations.
  func apply(to numbers: UnsafeMutableBufferPointer<Double>) {
    guard let center, let scale else { return }
    for row in 0..<numbers.count { numbers[row] = (numbers[row] - center) / scale }
  }
}

extension FittedScaling {
  static let members: [StateMember] = ["name", .statistics("center"), .statistics("scale")]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(
      name: try reader.string("name"), center: try reader.numberOrNull("center"),
      scale: try reader.numberOrNull("scale"))
    guard scale != 0 else { throw .badState(problem: "a scale is 0") }
  }

  var json: JSON {
    ["name": .string(name), "center": center.map { .float($0) } ?? .null, "scale": scale.map { .float($0) } ?? .null]
  }
}
