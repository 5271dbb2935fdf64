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

  var isEmpty: Bool { center == nil || scale == nil }

  /// In scikit-learn's order of operations.
  func apply(to numbers: UnsafeMutableBufferPointer<Double>) {
    guard let center, let scale else { return }
    for row in 0..<numbers.count { numbers[row] = (numbers[row] - center) / scale }
  }
}

extension FittedScaling {
  static let members = ["name", "center", "scale"]

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

/// What the scalers share: one float column out for each number in, in its place.
protocol Scaler: Transformer where Fitted == FittedColumns<ScaledColumn> {
  associatedtype ScaledColumn: FittedScale
  /// Scales in place; not called for a column that had no value to be fitted on.
  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn)
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
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      if hidesInfinity || fitted.isEmpty { try rows.requireFinite(column, named: fitted.name) }
      let scaled = try Buffer<Double>(count: rows.count) { (memory) throws(TransformError) in
        guard column.copyNumbers(into: memory) else {
          throw .wrongType(column: fitted.name, expected: "int, float or bool", found: column.valueType)
        }
        if fitted.isEmpty { memory.update(repeating: 0) } else { scale(memory, fitted) }
        column.validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: 0) }
      }
      try rows.requireFinite(scaled, named: fitted.name)
      columns.append(
        Column(.float(scaled), validity: fitted.isEmpty ? Bitmap(repeating: false, count: rows.count) : column.validity)
      )
    }
    return columns
  }
}
