import Columns
import Configuration

/// Caps the tails of a column at limits that are learned from its spread.
struct Winsorizer: Scaler {
  static let name = "winsorizer"
  static let parameters: [Parameter<Winsorizer>] = [
    .init("capping_method", \.cappingMethod, "How the caps are found: `gaussian`, `iqr`, `mad` or `quantiles`."),
    .init("tail", \.tail, "Which tail is capped: `right`, `left` or `both`."),
    .init(
      "fold", \.fold, "How many spreads away the caps are; with `quantiles` the share of each tail. `auto` is usual."),
    .init("add_indicators", \.addIndicators, "Append `*_left` and `*_right`, which tell what was capped."),
    .init(
      "missing_values", \.missingValues,
      "What a missing value becomes: an error (`raise`), or missing again (`ignore`)."),
    infinityParameter,
  ]
  static let guide = Guide(
    summary: "Caps outliers at limits that are learned from the spread of each column.",
    counterpart: "feature_engine.outliers.Winsorizer",
    formula: """
      gaussian: mean ± fold * std, denominator n, fold 3. iqr: q75 + fold * (q75 - q25) and q25 - fold * (q75 - q25), \
      fold 1.5. mad: median ± fold * median|x - median| / 0.67449, fold 3.29. quantiles: the quantiles fold and \
      1 - fold, fold 0.05. Percentiles are interpolated linearly and exact. A column without spread is an error. With \
      privacy.k no quantile has fewer than k people on a side.
      """,
    source: "feature_engine 1.9, outliers/base_outlier.py",
    example: "{id: tails, use: winsorizer, columns: {tag: money}, with: {capping_method: iqr, tail: both}}",
    reveals: "The caps of each column; with privacy.k over at least k people.")

  enum CappingMethod: String, ParameterWord {
    case gaussian, iqr, mad, quantiles
  }

  enum Tail: String, ParameterWord {
    case right, left, both
  }

  /// How far out the caps are.
  enum Fold: ParameterValue, Equatable {
    case auto
    case number(Double)

    static func decode(_ node: Node, _ decoder: inout Decoder) -> Fold? {
      if case .scalar("auto", _) = node.content { return .auto }
      guard let number = Double.decode(node, &decoder) else { return nil }
      guard number > 0 else {
        decoder.report(.badValue, at: node.span, "`fold` must be above 0", help: "give a number, or `auto`")
        return nil
      }
      return .number(number)
    }

    static var schema: JSON { ["oneOf": [["const": "auto"], ["type": "number", "exclusiveMinimum": 0]]] }

    var json: JSON? {
      switch self {
      case .auto: "auto"
      case .number(let number): .float(number)
      }
    }
  }

  var cappingMethod = CappingMethod.gaussian
  var tail = Tail.right
  var fold = Fold.auto
  var addIndicators = false
  var missingValues = MissingValues.raise
  var inf = InfinityPolicy.error

  var refusesMissing: Bool { missingValues.refuses }
  var hidesInfinity: Bool { true }
  private var capsLeft: Bool { tail != .right }
  private var capsRight: Bool { tail != .left }

  /// How many spreads, or the share of a tail.
  var factor: Double {
    if case .number(let number) = fold { return number }
    return switch cappingMethod {
    case .gaussian: 3
    case .iqr: 1.5
    case .mad: 3.29
    case .quantiles: 0.05
    }
  }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    if cappingMethod == .quantiles && factor > 0.2 {
      throw .badArgument(parameter: "fold", problem: "must be at most 0.2 with `capping_method: quantiles`")
    }
    try inputs.requireNumbers()
  }

  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    var outputs = inputs.enumerated().map { position, field in
      var field = field
      field.type = .float
      if inf == .null { field.isNullable = true }
      return OutputField(field, replaces: position)
    }
    guard addIndicators else { return outputs }
    for field in inputs {
      for (suffix, isCapped) in [("left", capsLeft), ("right", capsRight)] where isCapped {
        outputs.append(OutputField(field.indicator("\(field.name)_\(suffix)")))
      }
    }
    return outputs
  }

  func scale(_ numbers: UnsafeMutableBufferPointer<Double>, _ fitted: CappedColumn) {
    let (low, high) = (fitted.low ?? -.infinity, fitted.high ?? .infinity)
    for row in 0..<numbers.count {
      let number = numbers[row]
      numbers[row] = number < low ? low : number > high ? high : number
    }
  }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    var columns = try scaled(rows, fitted)
    guard addIndicators else { return columns }
    for (index, capped) in columns.enumerated() {
      // It has numbers: they were capped.
      let numbers = try finite(index, of: rows, fitted).numbers ?? Buffer(repeating: 0, count: rows.count)
      guard case .float(let results) = capped.values else { continue }
      if capsLeft { columns.append(Column(.bool(numbers.isBelow(results, capped.validity)))) }
      if capsRight { columns.append(Column(.bool(results.isBelow(numbers, capped.validity)))) }
    }
    return columns
  }
}

extension Buffer<Double> {
  /// A set bit where both are present and the value is below the other's.
  fileprivate func isBelow(_ other: Buffer<Double>, _ validity: Bitmap?) -> Bitmap {
    let isBelow = withUnsafeBufferPointer { values in
      other.withUnsafeBufferPointer { others in Bitmap(count: count) { values[$0] < others[$0] } }
    }
    return validity.map { $0 & isBelow } ?? isBelow
  }
}
