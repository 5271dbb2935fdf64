import Columns
import Configuration

/// Keeps a fraction of the rows, the same in every run.
struct Sample: TableTransformer {
  static let name = "sample"
  static let guide = Guide(
    summary: "Keeps a fraction of the rows, decided by a hash and so the same in every run.",
    counterpart: nil,
    formula: """
      A row stays if h < fraction * 2^64, where h is a hash of the texts of its values in the columns of `by:`, or of \
      its number without it, and of random_state: FNV-1a over the bytes, then the finalizer of SplitMix64. Rows of one \
      value stay or go together, also in other tables sampled by the same values; a sample with a smaller fraction is \
      a part of one with a larger. The hash has no key of its own: in tokens it is the token that is keyed, and of a \
      column that is not treated anybody can compute who was drawn.
      """,
    source: "G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a; Steele, Lea, Flood (2014), SplitMix",
    example: """
      {id: tenth, use: sample, from: events, by: customer_id, with: {fraction: 0.1, random_state: 7}}
      """,
    reveals: "Nothing: nothing is fitted.")

  static let parameters: [Parameter<Self>] = [
    .init("fraction", \.fraction, "The share of values to keep.", required: true, .above(0), .atMost(1)),
    .init("random_state", \.randomState, "Another number draws another sample."),
  ]
  static let clauses: (required: Set<StepClauses.Name>, optional: Set<StepClauses.Name>) = ([], [.by])

  var fraction = 1.0
  var randomState = 0

  init() {}

  func outputs(_ inputs: [TableShape], _ clauses: StepClauses) throws(TransformError) -> [TableOutput] {
    _ = try inputs[0].require(clauses.by, of: "by")
    return inputs[0].carried
  }

  func transform(_ tables: [TableRows], _ context: TableContext) throws(TransformError) -> TableRows {
    let table = tables[0], shape = context.inputs[0]
    let by = try shape.require(context.clauses.by, of: "by")
    try table.requireRoom(named: shape.name, keys: by)
    guard fraction < 1 else { return table }
    let bound = UInt64(fraction * 0x1p64)
    let rows: Buffer<Int32>
    if by.isEmpty {
      let start = FNV1a(seed: randomState)
      rows = table.rowNumbers.withUnsafeBufferPointer { numbers in
        Buffer.positions(count: table.count) { row in
          var hash = start
          hash.combine(UInt64(bitPattern: numbers[row]))
          return hash.value < bound
        }
      }
    } else {
      let keys = by.map { table.columns[$0] }
      let groups = RowGroups(keys, count: table.count)
      let isKept = groups.firstRows.array.map { hash(of: Int($0), keys) < bound }
      rows = Buffer.positions(count: table.count) { isKept[Int(groups.codes[$0])] }
    }
    return try table.gather(rows, named: shape.name)
  }

  private func hash(of row: Int, _ columns: [Column]) -> UInt64 {
    var hash = FNV1a(seed: randomState)
    for column in columns { hash.combine(column.validity.isValid(row) ? column.text(at: row) : nil) }
    return hash.value
  }
}
