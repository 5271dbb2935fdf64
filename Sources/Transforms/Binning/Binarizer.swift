import Columns
import Configuration

/// Says of each number whether it lies above a threshold.
struct Binarizer: RowFunction {
  static let name = "binarizer"
  static let parameters: [Parameter<Binarizer>] = [
    .init("threshold", \.threshold, "What lies above becomes 1, all else 0."),
    .init(
      "missing", \.missing,
      "What a missing value becomes: an `error`, missing again (`keep`), or a `bin` of its own, 2."),
  ]
  static let guide = Guide(
    summary: "Makes 1 of numbers above a threshold and 0 of all others.",
    counterpart: "sklearn.preprocessing.Binarizer",
    formula: "y = 1 if x > threshold, else 0; an int in the column's place.",
    source: "scikit-learn 1.9, preprocessing/_data.py",
    example: "{id: has_spent, use: binarizer, columns: [spend], with: {threshold: 0, missing: keep}}",
    reveals: "Nothing: nothing is fitted.")

  var threshold = 0.0
  var missing = MissingBin.error

  private var output: BinOutput { BinOutput(missing: missing, encode: .ordinal) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) { try inputs.requireNumbers() }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    inputs.enumerated().flatMap { output.fields($1, at: $0, bins: 2) }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    let bins = BinEdges(edges: [threshold], closed: .right)
    var columns: [Column] = []
    for (column, name) in zip(rows.columns, fitted.columns) {
      columns += try output.columns(column, bins, rows, named: name)
    }
    return columns
  }
}
