import Configuration

/// What `iterative_imputer` has fitted: the initial fills, and the regressions of all rounds in order.
struct FittedRegressions: FittedState {
  let columns: [InitialColumn]
  let regressions: [ImputationRegression]

  init(names: [String], _ rounds: ImputationRounds) {
    columns = names.enumerated().map { InitialColumn(name: $1, fill: rounds.fills[$0], isEmpty: rounds.isEmpty[$0]) }
    regressions = rounds.regressions
  }

  static let members: [StateMember] = [
    .parts("columns", InitialColumn.members), "order", .statistics("coefficients"), .statistics("centers"),
  ]

  init(json: JSON) throws(TransformError) {
    let reader = try StateReader(json, Self.members)
    let columns: [InitialColumn] = try reader.columns()
    let order = try reader.counts("order")
    let coefficients = try reader.numbers("coefficients")
    let centers = try reader.numbers("centers")
    let width = columns.count
    guard order.allSatisfy({ $0 < width }), coefficients.count == order.count * width,
      centers.count == coefficients.count
    else { throw .badState(problem: "the regressions and the columns do not go together") }
    self.columns = columns
    regressions = order.enumerated().map { position, feature in
      let range = (position * width)..<((position + 1) * width)
      return ImputationRegression(
        feature: Int(feature), coefficients: Array(coefficients[range]), centers: Array(centers[range]))
    }
  }

  var json: JSON {
    [
      "columns": .array(columns.map(\.json)),
      "order": .array(regressions.map { .int(Int64($0.feature)) }),
      "coefficients": .array(regressions.flatMap { $0.coefficients.map { .float($0) } }),
      "centers": .array(regressions.flatMap { $0.centers.map { .float($0) } }),
    ]
  }

  var inputs: [String]? { columns.map(\.name) }
}

/// What a column is filled with before the first regression.
struct InitialColumn: FittedColumn {
  let name: String
  let fill: Double
  /// Whether it had no value when fitted; no regression fills it then.
  let isEmpty: Bool
}

extension InitialColumn {
  static let members: [StateMember] = ["name", .statistics("fill"), "empty"]

  init(_ reader: StateReader) throws(TransformError) {
    self.init(name: try reader.string("name"), fill: try reader.number("fill"), isEmpty: try reader.bool("empty"))
  }

  var json: JSON { ["name": .string(name), "fill": .float(fill), "empty": .bool(isEmpty)] }
}
