import Columns
import Configuration

/// How the bin of a row becomes columns.
enum BinEncoding: String, ParameterWord {
  case onehot
  case onehotDense = "onehot-dense"
  case ordinal

  var isOrdinal: Bool { self == .ordinal }
}

/// The output columns of a column in bins: one int column with the number of the bin in the column's place, or a 0/1
/// column for each bin.
struct BinOutput {
  let missing: MissingBin
  let encode: BinEncoding

  /// `bins`: without that of missing values; `nil` where only fitting can tell.
  func fields(_ field: Field, at position: Int, bins: Int?) -> [OutputField] {
    let isNullable = missing == .keep && field.isNullable
    func output(_ name: String, isOpen: Bool = false) -> OutputField {
      var output = field.encoded(as: .int, isNullable: isNullable)
      output.name = name
      return OutputField(output, replaces: position, isOpen: isOpen)
    }
    guard !encode.isOrdinal else { return [output(field.name)] }
    guard let bins else { return [output("\(field.name)_*", isOpen: true)] }
    // scikit-learn counts bins in floats.
    let names = (0..<bins).map { "\(field.name)_\(Double($0))" } + (missing == .bin ? ["\(field.name)_nan"] : [])
    return names.map { output($0) }
  }

  func columns(_ column: Column, _ edges: BinEdges, _ rows: Rows, named name: String) throws(TransformError) -> [Column]
  {
    try rows.requireFinite(column, named: name)
    try rows.require(missing, in: column, named: name)
    let numbers = try column.requiredNumbers(named: name)
    let hasMissingBin = missing == .bin
    let codes = edges.codes(numbers, column.validity, missing: hasMissingBin ? Int64(edges.binCount) : 0)
    let validity = missing == .keep ? column.validity : nil
    guard !encode.isOrdinal else { return [Column(.int(codes), validity: validity)] }
    return (0..<(edges.binCount + (hasMissingBin ? 1 : 0))).map { bin in
      Column(.int(codes.indicator(of: Int64(bin), validity)), validity: validity)
    }
  }
}

extension Buffer<Int64> {
  /// 1 where the code is `code`, else 0; 0 where the row is missing.
  func indicator(of code: Int64, _ validity: Bitmap?) -> Buffer<Int64> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { codes in
        for row in 0..<codes.count { memory[row] = codes[row] == code ? 1 : 0 }
      }
      validity?.bytes.withUnsafeBufferPointer { NumberKernels.fillMissing(memory, $0, with: 0) }
    }
  }
}
