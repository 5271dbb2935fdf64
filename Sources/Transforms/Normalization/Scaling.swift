import Columns
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

  init(name: String, center: Double?, scale: Double?) {
    self.name = name
    self.center = center
    self.scale = scale
  }

  init(json: JSON) throws(TransformError) {
    let members = try json.stateMembers(["name", "center", "scale"])
    name = try members["name"]!.stateString()
    center = try members["center"]!.stateNumberOrNull()
    scale = try members["scale"]!.stateNumberOrNull()
    guard scale != 0 else { throw .badState(problem: "a scale is 0") }
  }

  var isEmpty: Bool { center == nil || scale == nil }

  var json: JSON {
    ["name": .string(name), "center": center.map { .float($0) } ?? .null, "scale": scale.map { .float($0) } ?? .null]
  }
}

/// What the scalers share: one float column out for each number in, in its place.
protocol Scaler: Transformer where Fitted == FittedColumns<ScaledColumn> {
  associatedtype ScaledColumn: FittedScale
  /// The scaled values, 0 in the slots of missing ones; `nil` if the column had no value to be fitted on.
  func scale(_ numbers: Buffer<Double>, _ validity: Bitmap?, _ fitted: ScaledColumn) -> Buffer<Double>?
  /// Whether `scale` may turn an infinity into a finite number, so that the input must be looked at and not the output
  /// alone.
  var hidesInfinity: Bool { get }
}

extension Scaler {
  var hidesInfinity: Bool { false }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireNumbers() }

  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      var field = field
      field.type = .float
      return OutputField(field, replaces: position)
    }
  }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (index, fitted) in fitted.columns.enumerated() {
      let numbers = try rows.uncheckedNumbers(of: index, named: fitted.name)
      let validity = rows.columns[index].validity
      if hidesInfinity || fitted.isEmpty { try rows.requireFinite(numbers, named: fitted.name) }
      guard let scaled = scale(numbers, validity, fitted) else {
        columns.append(
          Column(.float(Buffer(repeating: 0, count: rows.count)), validity: Bitmap(repeating: false, count: rows.count))
        )
        continue
      }
      try rows.requireFinite(scaled, named: fitted.name)
      columns.append(Column(.float(scaled), validity: validity))
    }
    return columns
  }
}

/// The loops of the scalers; each writes a new buffer, with 0 in the slots of missing values.
enum ScalingKernels {
  /// (x − center)/scale, in scikit-learn's order of operations.
  static func centerAndDivide(
    _ values: Buffer<Double>, _ validity: Bitmap?, center: Double, scale: Double
  ) -> Buffer<Double> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        for row in 0..<values.count { memory[row] = (values[row] - center) / scale }
      }
      clearMissing(memory, validity)
    }
  }

  /// x·factor + summand, clipped to `range` if there is one.
  static func multiplyAndAdd(
    _ values: Buffer<Double>, _ validity: Bitmap?, factor: Double, summand: Double, range: ClosedRange<Double>?
  ) -> Buffer<Double> {
    Buffer(count: values.count) { memory in
      values.withUnsafeBufferPointer { values in
        if let range {
          let (low, high) = (range.lowerBound, range.upperBound)
          for row in 0..<values.count {
            let scaled = values[row] * factor + summand
            memory[row] = scaled < low ? low : scaled > high ? high : scaled
          }
        } else {
          for row in 0..<values.count { memory[row] = values[row] * factor + summand }
        }
      }
      clearMissing(memory, validity)
    }
  }

  private static func clearMissing(_ memory: UnsafeMutableBufferPointer<Double>, _ validity: Bitmap?) {
    validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: 0) }
  }
}
