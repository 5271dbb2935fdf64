package import Columns
package import Configuration

/// Makes values coarser, so that more people share each.
package struct Generalize: Treatment {
  package enum Target: String, ParameterWord { case year, quarter, month, range, prefix, network }

  package static let name = "generalize"
  package static let guide = TreatmentGuide(
    summary:
      "Makes values coarser: a date becomes its year, a number its range, a text its first characters, an IP address its network.",
    leaves: """
      A coarser value, which still narrows a person down together with other columns, and alone where few share it: \
      `privacy.k` guards what is fitted and the categories that encoders name, not the values of a column that is written \
      as it is. Special categories stay special however coarse, and free text is refused. Sensitivity: quasi-identifier \
      at most.
      """,
    example: "{id: birth, use: generalize, columns: [birth_date], with: {to: year, step: 5}}")

  package var target = Target.year
  package var step: Double?
  package var edges: [Double] = []
  package var keep: Int?

  package init() {}

  package static let parameters: [Parameter<Generalize>] = [
    .init(
      "to", \.target,
      "Of a date or timestamp `year`, `quarter` or `month`; of a number `range`; of text `prefix`; of an IP address `network`.",
      required: true),
    .init(
      "step", \.step, "Width of a range, or years taken together: values are rounded down to a multiple.", .above(0)),
    .init("edges", \.edges, "Borders of ranges, ascending; a value on a border belongs to the range above it."),
    .init("keep", \.keep, "Characters of a prefix that are kept.", .atLeast(1), .atMost(32)),
  ]

  package func output(of field: Field, pii: String?) throws(TreatmentError) -> Field? {
    try requireAtMostDirect(field)
    try checkArguments()
    var field = field
    field.type = try type(of: field)
    field.sensitivity = min(field.sensitivity, .quasi)
    return field
  }

  private func checkArguments() throws(TreatmentError) {
    let takesStep = target == .year || target == .range
    if step != nil, !takesStep { throw .badArgument(parameter: "step", problem: "goes with `year` and `range` only") }
    if !edges.isEmpty, target != .range { throw .badArgument(parameter: "edges", problem: "goes with `range` only") }
    if (keep != nil) != (target == .prefix) {
      throw .badArgument(parameter: "keep", problem: "goes with `prefix`, and `prefix` with it")
    }
    if target == .range, (step != nil) == !edges.isEmpty {
      throw .badArgument(parameter: "step", problem: "or `edges` says what a range is; give one of the two")
    }
    if zip(edges, edges.dropFirst()).contains(where: { $0 >= $1 }) {
      throw .badArgument(parameter: "edges", problem: "must ascend")
    }
    if target == .year, let step, step != step.rounded() || step > 1000 {
      throw .badArgument(parameter: "step", problem: "must be whole years, at most 1000")
    }
  }

  private func type(of field: Field) throws(TreatmentError) -> ColumnType {
    switch (target, field.type) {
    case (.year, .date), (.year, .timestamp): return .int
    case (.quarter, .date), (.quarter, .timestamp), (.month, .date), (.month, .timestamp): return .date
    case (.range, .int):
      if let step, step != step.rounded() || step > 1e15 {
        throw .badArgument(parameter: "step", problem: "must be a whole number for an int column")
      }
      return edges.isEmpty ? .int : .category
    case (.range, .float): return edges.isEmpty ? .float : .category
    case (.prefix, .string), (.prefix, .category), (.network, .string), (.network, .category): return field.type
    case (.year, _), (.quarter, _), (.month, _):
      throw .wrongType(column: field.name, expected: "date or timestamp", found: field.type)
    case (.range, _): throw .wrongType(column: field.name, expected: "int or float", found: field.type)
    case (.prefix, _), (.network, _):
      throw .wrongType(column: field.name, expected: "string or category", found: field.type)
    }
  }

  package func prepare(
    _ field: Field, pii: String?, keys: KeyAccess
  ) throws(PrivacyError) -> any ColumnTreatment {
    switch target {
    case .year: CoarseDate(unit: .years(Int(step ?? 1)))
    case .quarter: CoarseDate(unit: .months(3))
    case .month: CoarseDate(unit: .months(1))
    case .range where edges.isEmpty: RoundedDown(step: step ?? 1)
    case .range: Ranges(edges: edges)
    case .prefix: Prefix(keep: keep ?? 1)
    case .network: Network()
    }
  }
}

/// A date's year, rounded down to a multiple, as an int; or the first day of its month or quarter, as a date.
private struct CoarseDate: ColumnTreatment {
  enum Unit { case years(Int), months(Int) }
  let unit: Unit

  func apply(_ column: Column) -> TreatedColumn {
    let days: Buffer<Int32>
    switch column.values {
    case .date(let buffer): days = buffer
    case .timestamp(let buffer): days = buffer.map { Timestamp(microsecondsSinceEpoch: $0).daysSinceEpoch }
    default: preconditionFailure("the plan lets only dates and timestamps through")
    }
    // The slot of a missing value stays 0.
    switch unit {
    case .years(let step):
      let years = Buffer<Int64>(count: column.count) { memory in
        for row in 0..<memory.count {
          let year = CivilDate(daysSinceEpoch: days[row]).year
          memory[row] = column.validity.isValid(row) ? Int64(year - ((year % step) + step) % step) : 0
        }
      }
      return TreatedColumn(Column(.int(years), validity: column.validity))
    case .months(let step):
      let starts = Buffer<Int32>(count: column.count) { memory in
        for row in 0..<memory.count {
          let date = CivilDate(daysSinceEpoch: days[row])
          let first = CivilDate(year: date.year, month: (date.month - 1) / step * step + 1, day: 1)!
          memory[row] = column.validity.isValid(row) ? first.daysSinceEpoch : 0
        }
      }
      return TreatedColumn(Column(.date(starts), validity: column.validity))
    }
  }
}

/// A number rounded down to a multiple of the step, of the same type.
private struct RoundedDown: ColumnTreatment {
  let step: Double

  func apply(_ column: Column) -> TreatedColumn {
    switch column.values {
    case .int(let values):
      let step = Int64(self.step)
      var invalid: [Int32] = []
      let rounded = Buffer<Int64>(count: values.count) { memory in
        for row in 0..<memory.count {
          let remainder = values[row] % step
          let (value, overflow) = values[row].subtractingReportingOverflow(remainder < 0 ? remainder + step : remainder)
          memory[row] = overflow ? 0 : value
          if overflow { invalid.append(Int32(row)) }
        }
      }
      return TreatedColumn(
        Column(
          .int(rounded), validity: TreatedColumn.clearing(invalid, in: column.validity, count: column.count)),
        invalidRows: Buffer(invalid), problem: "is too small a number to be rounded down")
    case .float(let values):
      return TreatedColumn(
        Column(.float(values.map { ($0 / step).rounded(.down) * step }), validity: column.validity))
    default: preconditionFailure("the plan lets only numbers through")
    }
  }
}

/// A number's range between edges, as a category: `(-inf, 18)`, `[18, 30)`, `[30, inf)`.
private struct Ranges: ColumnTreatment {
  let edges: [Double]

  private var labels: Strings {
    let texts = edges.map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int64($0)) : String(describing: $0) }
    return Strings(
      (0...edges.count).map { index in
        "\(index == 0 ? "(-inf" : "[" + texts[index - 1]), \(index == edges.count ? "inf" : texts[index]))"
      })
  }

  func apply(_ column: Column) -> TreatedColumn {
    guard let numbers = column.numbers else { preconditionFailure("the plan lets only numbers through") }
    let codes = Buffer<Int32>(count: column.count) { memory in
      for row in 0..<memory.count {
        // Edges are few; NaN cannot be, a missing value is a cleared bit.
        memory[row] = column.validity.isValid(row) ? Int32(edges.count { $0 <= numbers[row] }) : 0
      }
    }
    return .category(codes: codes, validity: column.validity, dictionary: labels, invalid: [], problem: "")
  }
}

/// The first characters (Unicode scalars) of a text.
private struct Prefix: ColumnTreatment {
  let keep: Int

  func apply(_ column: Column) -> TreatedColumn {
    column.rewritingTexts(problem: "") { text, prefix in
      var begun = 0
      for byte in text {
        if byte & 0xC0 != 0x80 { begun += 1 }
        if begun > keep { break }
        prefix.append(byte)
      }
      return true
    }
  }
}

/// The network of an IP address: the first 24 bits of IPv4, the first 48 of IPv6, as addresses are cut for statistics.
private struct Network: ColumnTreatment {
  func apply(_ column: Column) -> TreatedColumn {
    column.rewritingTexts(problem: "is not an IP address") { text, network in
      guard let address = IPAddress(parsing: text) else { return false }
      network.append(contentsOf: address.network.utf8)
      return true
    }
  }
}
