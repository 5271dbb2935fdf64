import Columns
import Configuration

/// Puts numbers into bins whose edges are given.
struct FixedBins: RowFunction {
  static let name = "fixed_bins"
  static let parameters: [Parameter<FixedBins>] = [
    .init(
      "binning_dict", \.binning, "The edges of each column's bins, rising, from the lower end to the upper.",
      required: true, .notEmpty),
    .init("labels", \.labels, "The names of a column's bins, one less than edges; without them bins are numbered."),
    .init("right", \.right, "Whether a bin holds its upper edge, (a, b], or its lower one, [a, b)."),
    .init(
      "errors", \.outside,
      "A number outside the edges: `ignore` makes it missing, `raise` refuses it, `clamp` takes the nearest bin."),
    .init(
      "missing", \.missing,
      "What a missing value becomes: an `error`, missing again (`keep`), or a `bin` of its own, labelled `missing`."),
  ]
  static let guide = Guide(
    summary: "Puts numbers into bins whose edges are given.",
    counterpart: "feature_engine.discretisation.ArbitraryDiscretiser",
    formula: """
      With the edges e0 < e1 < … bin i, counted from 0, is (ei, ei+1], the first one with e0 in it; with \
      `right: false` it is [ei, ei+1), the last one with its end in it. The bin's number is an int in the column's \
      place; with labels it is a category.
      """,
    source: "feature_engine 1.9, discretisation/arbitrary.py; pandas 3.1, cut",
    example: """
      {id: ages, use: fixed_bins, with: {binning_dict: {age: [0, 18, 65, 120]}, labels: {age: [minor, adult, senior]}}}
      """,
    reveals: "Nothing: nothing is fitted.")

  enum Outside: String, ParameterWord { case ignore, raise, clamp }

  var binning = Named<[Double]>()
  var labels = Named<[String]>()
  var right = true
  var outside = Outside.ignore
  var missing = MissingBin.error

  /// The label of the bin of missing values.
  private static let missingLabel = "missing"

  var ownInputs: [Located<String>]? { binning.entries.map(\.name) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    for entry in binning.entries {
      let edges = entry.value
      guard edges.count >= 2, edges.count <= OutputColumns.most, zip(edges, edges.dropFirst()).allSatisfy(<) else {
        throw .badArgument(
          parameter: "binning_dict",
          problem: "must give column `\(entry.name.value)` from 2 to \(OutputColumns.most) rising edges")
      }
    }
    for entry in labels.entries {
      guard let edges = binning[entry.name.value] else {
        throw .badArgument(
          parameter: "labels", problem: "names `\(entry.name.value)`, which `binning_dict` gives no edges")
      }
      let names = entry.value + (missing == .bin ? [Self.missingLabel] : [])
      guard entry.value.count == edges.count - 1, Set(names).count == names.count else {
        throw .badArgument(
          parameter: "labels", problem: "must give column `\(entry.name.value)` \(edges.count - 1) different names")
      }
    }
    try inputs.requireNumbers()
  }

  func outputs(_ inputs: [Field], _ fitted: NamedInputs?) -> [OutputField] {
    inputs.enumerated().map { position, field in
      let isNullable = outside == .ignore || missing == .keep && field.isNullable
      let type: ColumnType = labels[field.name] == nil ? .int : .category
      return OutputField(field.encoded(as: type, isNullable: isNullable), replaces: position)
    }
  }

  func transform(_ rows: Rows, _ fitted: NamedInputs) throws(TransformError) -> [Column] {
    try rows.requireColumns(binning.entries.count)
    var columns: [Column] = []
    for (column, entry) in zip(rows.columns, binning.entries) {
      let codes = try codes(column, entry, rows)
      guard let labels = labels[entry.name.value] else {
        columns.append(codes)
        continue
      }
      let dictionary = Strings(labels + (missing == .bin ? [Self.missingLabel] : []))
      columns.append(
        Column(
          .category(codes: codes.ints.map { Int32(truncatingIfNeeded: $0) }, dictionary: dictionary),
          validity: codes.validity))
    }
    return columns
  }

  /// The bin of each row.
  private func codes(
    _ column: Column, _ entry: Named<[Double]>.Entry, _ rows: Rows
  ) throws(TransformError) -> Column {
    let (name, edges) = (entry.name.value, entry.value)
    try rows.requireFinite(column, named: name)
    try rows.require(missing, in: column, named: name)
    let numbers = try column.requiredNumbers(named: name)
    let inner = BinEdges(edges: Array(edges.dropFirst().dropLast()), closed: right ? .right : .left)
    let codes = inner.codes(numbers, column.validity, missing: missing == .bin ? Int64(inner.binCount) : 0)
    let validity = missing == .bin ? nil : column.validity
    guard outside != .clamp else { return Column(.int(codes), validity: validity) }

    let (low, high) = (edges[0], edges[edges.count - 1])
    let isInside = numbers.withUnsafeBufferPointer { numbers in
      column.validity.withBytes { present in
        Bitmap(count: numbers.count) { row in
          !(present?.bit(row) ?? true) || numbers[row] >= low && numbers[row] <= high
        }
      }
    }
    guard isInside.clearCount > 0 else { return Column(.int(codes), validity: validity) }
    if outside == .raise, let row = (0..<numbers.count).first(where: { !isInside[$0] }) {
      throw rows.badValue(in: name, at: row, "the value lies outside the edges")
    }
    let valid = validity.map { $0 & isInside } ?? isInside
    return Column(.int(codes.cleared(where: valid, 0)), validity: valid)
  }
}
