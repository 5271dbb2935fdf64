import Columns
import Configuration

/// What the scalers share: one float column out for each number in, in its place.
protocol Scaler: Normalization where ScaledColumn: FittedScale {
  /// Scales in place; not called for a column that had no value to be fitted on. A number that it cannot take becomes
  /// NaN.
  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: ScaledColumn)
  /// Whether `scale` may turn an infinity into a finite number, so that the input must be looked at and not the output
  /// alone.
  var hidesInfinity: Bool { get }
  /// What is wrong with a finite number that has no finite result.
  var refusal: String { get }
}

extension Scaler {
  var hidesInfinity: Bool { false }
  var refusal: String { "the result is too large for a double" }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] { try scaled(rows, fitted) }

  func scaled(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (index, fittedColumn) in fitted.columns.enumerated() {
      // Where the output tells, one look at it is enough.
      let outputTells = inf == .error && !refusesMissing && !hidesInfinity && !fittedColumn.isEmpty
      let column = outputTells ? rows.columns[index] : try finite(index, of: rows, fitted)
      let name = fittedColumn.name
      let scaled = try Buffer<Double>(count: rows.count) { (memory) throws(TransformError) in
        guard column.copyNumbers(into: memory) else {
          throw .wrongType(column: name, expected: "int, float or bool", found: column.valueType)
        }
        if fittedColumn.isEmpty { memory.update(repeating: 0) } else { scale(memory, fittedColumn) }
        column.validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: 0) }
      }
      if !scaled.withUnsafeBufferPointer({ NumberKernels.areFinite($0) }) {
        try rows.requireFinite(column, named: name)
        try rows.requireFinite(scaled, named: name, problem: refusal)
      }
      let validity = fittedColumn.isEmpty ? Bitmap(repeating: false, count: rows.count) : column.validity
      columns.append(Column(.float(scaled), validity: validity))
    }
    return columns
  }
}
