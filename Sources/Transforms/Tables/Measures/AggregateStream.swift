import Columns
import Configuration

/// An aggregation of a table that goes by in pieces: of each group it holds its keys and what its measures have so far. A
/// second pass, for the deviations from means, follows where a measure asks for it.
struct AggregateStream: TableStream {
  private let measures: [(name: String, measure: Measure)]
  private let shape: TableShape
  private let pool: Pool
  private let by: [Int]
  private let windows: TimeWindows
  private let floor: PeopleFloor

  private var numbers: GroupNumbers
  /// The keys of the groups that each piece brought, and the people where each group is one person's.
  private var keys: [[Column]] = []
  private var people: [Buffer<UInt64>] = []
  /// Of each measure those of all rows and of each window.
  private var running: [RunningMeasure]
  private var isSecondPass = false

  /// - Returns: `nil` where groups must be those of k people: they are counted with all rows at hand.
  init?(_ aggregate: Aggregate, _ context: TableContext) throws(TransformError) {
    shape = context.inputs[0]
    by = try shape.require(context.clauses.by, of: "by")
    floor = PeopleFloor(context, by: by, people: nil)
    guard !floor.isUp else { return nil }
    pool = context.pool
    windows = try TimeWindows(aggregate, shape)
    measures = aggregate.measures.entries.map { ($0.name.value, $0.value) }
    numbers = GroupNumbers(by.map { [shape] in shape.fields[$0].type })
    running = Array(repeating: RunningMeasure(), count: measures.count * windows.count)
  }

  var byteCount: Int {
    numbers.byteCount + running.reduce(0) { $0 + $1.byteCount } + people.reduce(0) { $0 + $1.byteCount }
      + keys.joined().reduce(0) { $0 + $1.byteCount }
  }

  mutating func add(_ rows: TableRows) throws(TransformError) {
    let rows = try windows.past(of: rows, named: shape.name)
    let keyColumns = by.map { rows.columns[$0] }
    let (codes, firstRows) = try numbers.add(keyColumns, count: rows.count, named: shape.name)
    if firstRows.count > 0 {
      keys.append(keyColumns.map { $0.gather(firstRows) })
      if floor.isPerPerson, let people = rows.people { self.people.append(people.gather(firstRows)) }
    }
    let spans = windows.spans(
      of: GroupedRows(codes, count: numbers.count, needsMembers: false), rows, pool)
    let kernels = try measures.map { (name, measure) throws(TransformError) -> MeasureKernel? in
      let isAsked = !isSecondPass || measure.needsMeans
      return isAsked ? try kernel(of: measure, name, over: rows) : nil
    }
    try update { [isSecondPass] place, measure throws(TransformError) in
      guard let kernel = kernels[place / spans.count] else { return }
      let span = spans[place % spans.count]
      try isSecondPass ? measure.addDeviations(kernel, span) : measure.add(kernel, span)
    }
  }

  /// Changes the measures, on all threads.
  private mutating func update(
    _ change: @Sendable (Int, inout RunningMeasure) throws(TransformError) -> Void
  ) throws(TransformError) {
    try running.withUnsafeMutableBufferPointer { measures throws(TransformError) in
      nonisolated(unsafe) let measures = measures
      _ = try pool.map(measures.count) { (place) throws(TransformError) in try change(place, &measures[place]) }
    }
  }

  mutating func endPass() -> Bool {
    guard !isSecondPass, measures.contains(where: { $0.measure.needsMeans }) else { return false }
    isSecondPass = true
    return true
  }

  func finish() throws(TransformError) -> TableRows {
    let none = TableRows(columns: shape.fields.map { .empty($0.type) }, rowNumbers: [])
    var columns: [Column] = []
    for (place, position) in by.enumerated() {
      let own = keys.map { $0[place] }
      columns.append(own.isEmpty ? none.columns[position] : try .concatenated(own, named: shape.name))
    }
    let order = RowOrder.sorted(by: columns.map { .init(column: $0) }, count: numbers.count)
    for (place, (name, measure)) in measures.enumerated() {
      let kernel = try kernel(of: measure, name, over: none)
      let type = kernel.column?.valueType ?? .int
      for span in 0..<windows.count {
        columns.append(try running[place * windows.count + span].column(kernel, type: type))
      }
    }
    return TableRows(
      columns: try columns.gather(optional: order, named: shape.name), rowNumbers: .numbers(numbers.count),
      people: people.isEmpty ? nil : Buffer.concatenated(people).gather(order))
  }

  private func kernel(of measure: Measure, _ name: String, over rows: TableRows) throws(TransformError) -> MeasureKernel
  {
    try MeasureKernel(measure, "measures.\(name)", over: rows, shape, time: windows.time, floor)
  }
}
