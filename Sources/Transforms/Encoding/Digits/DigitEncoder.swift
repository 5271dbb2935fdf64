import Columns

/// What `base_n_encoder` and `binary_encoder` share: the number of a category, written in a base with one output column
/// a digit.
///
/// Numbers run from 1 in the order of categories, a missing value last; 0 is left for what fitting has not seen.
protocol DigitEncoder: CategoryEncoder where Statistics == CategoryStatistics, Fitted == FittedColumns<CategoryGroups> {
  /// At least 2.
  var base: Int { get }
  var handleUnknown: Handling<Self> { get }
  var handleMissing: MissingCategory { get }
}

extension DigitEncoder {
  static var unknownPolicies: [UnknownPolicy] { [.value, .returnNan, .error] }

  func outputs(_ inputs: [Field], _ fitted: Fitted?) -> [OutputField] {
    OutputColumns.fields(inputs, as: .int, isNullable: { handleUnknown.canBeMissing($0, handleMissing) }) {
      position, field in
      (fitted?.columns[position] ?? declaredGroups(field)).map { groups in
        (0..<width(groups)).map { "\(field.name)_\($0)" }
      }
    }
  }

  /// What is certain before fitting: a vocabulary of the contract.
  private func declaredGroups(_ field: Field) -> CategoryGroups? {
    field.vocabulary.map { CategoryGroups(declaredBy: $0, of: field, groupsMissing: handleMissing == .value) }
  }

  /// The number of digits of the largest number.
  private func width(_ groups: CategoryGroups) -> Int {
    var width = 0
    var rest = groups.groupCount
    while rest > 0 {
      rest /= base
      width += 1
    }
    return width
  }

  func statistics(_ context: FitContext) -> CategoryStatistics { CategoryStatistics(context, missing: handleMissing) }

  func finish(_ statistics: CategoryStatistics, _ context: FitContext) throws(TransformError) -> Fitted {
    try statistics.requireRows()
    return FittedColumns(
      zip(statistics.columns, context.inputs).map { counts, field in
        CategoryGroups(counts, of: field, rule: InfrequentRule(), groupsMissing: handleMissing == .value)
      })
  }

  func transform(_ rows: Rows, _ fitted: Fitted) throws(TransformError) -> [Column] {
    try rows.require(fitted.columns.map(\.name))
    var outputs: [Column] = []
    for (groups, input) in zip(fitted.columns, rows.columns) {
      try rows.require(handleMissing, in: input, named: groups.name)
      let codes = groups.lookup.codes(of: input)
      let isMissingUnknown =
        handleMissing == .value && groups.groupOfCode[CategoryLookup.missing] == CategoryGroups.none
      // Where rare categories were folded, unseen ones cannot be told from them.
      let isRefused =
        handleUnknown.policy == .error && groups.groupOfCode[CategoryLookup.unknown] == CategoryGroups.none
      try rows.settle(
        codes, lastUnknown: CategoryLookup.lastUnknown(missing: isMissingUnknown), of: groups.name,
        refused: isRefused)
      let numbers = numbers(of: groups)
      var divisor = 1
      var digits: [Column] = []
      for _ in 0..<width(groups) {
        digits.append(codes.ints(codeCount: numbers.count) { numbers[$0].map { Int64($0 / divisor % base) } })
        divisor *= base
      }
      outputs += digits.reversed()
    }
    return outputs
  }

  /// The number of each code of the lookup; `nil` for one that becomes missing.
  private func numbers(of groups: CategoryGroups) -> [Int?] {
    let unseen = handleUnknown.policy == .returnNan ? nil : 0
    var numbers = groups.groupOfCode.map { group in group == CategoryGroups.none ? unseen : Int(group) + 1 }
    if handleMissing == .returnNan { numbers[CategoryLookup.missing] = nil }
    return numbers
  }
}
