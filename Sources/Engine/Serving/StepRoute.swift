import Columns
import Plan
import Transforms

/// The steps on the way from the columns of a source to those that come out of the last step, put in order once: what
/// `Program.compute` finds out for each chunk, which is too dear for a row.
///
/// Each column has a place. A selection computes nothing, so that what it keeps stays where it is; and a column is taken
/// from its place by the last step that reads it, since counting who holds it costs more than a row's arithmetic.
struct StepRoute: Sendable {
  private struct Input: Sendable {
    let place: Int
    /// Whether nobody reads it afterwards.
    var isLast = false
  }

  /// An object: going through values would count, for each of them, who holds what it is made of.
  private final class Stage: Sendable {
    let transform: @Sendable (Rows) throws(TransformError) -> [Column]
    /// Position in `Plan.steps`.
    let step: Int
    let inputs: [Input]
    /// Places.
    let outputs: Range<Int>
    let unknowns: UnknownCounts

    init(
      _ transform: @escaping @Sendable (Rows) throws(TransformError) -> [Column], step: Int, inputs: [Input],
      outputs: Range<Int>, unknowns: UnknownCounts
    ) {
      (self.transform, self.step, self.inputs) = (transform, step, inputs)
      (self.outputs, self.unknowns) = (outputs, unknowns)
    }
  }

  private let stages: [Stage]
  private let targets: [Input]
  private let placeCount: Int
  private let hashSeed: UInt64?
  /// For messages.
  private let tableName: String
  /// Position in `Plan.sources` of the source whose rows come out.
  let source: Int
  let schema: Schema
  /// Whether a step asks what decides draws by row. Those that need the target do so in fitting alone.
  let drawsByRow: Bool

  /// `nil` where tables are made of tables on the way.
  init?(_ fitted: FittedPipeline) {
    let program = fitted.program, view = fitted.result.current
    guard program.tables.allSatisfy({ if case .source = $0.origin { true } else { false } }) else { return nil }
    source = view.table
    tableName = program.tables[view.table].name
    schema = view.schema
    hashSeed = program.hashSeed
    // The columns of the source come first, in their order.
    var places: [PlannedColumn.ID: Int] = [:]
    for column in program.tables[view.table].columns { places[column.id] = places.count }
    var placeCount = places.count
    var stages: [(position: Int, inputs: [Input], outputs: Range<Int>)] = []
    var drawsByRow = false
    for position in program.steps(for: Set(view.columns.map(\.id)), isPresent: { places[$0] != nil }) {
      let bound = program.bound[position]
      guard let state = program.fitted[bound.step] else { preconditionFailure("a fitted pipeline is fitted") }
      let transformer = program.plan.steps[bound.step].transformer
      let inputs = bound.inputs.map { places[$0.id]! }
      if let carried = transformer.carriedInputs(by: state) {
        for (output, input) in zip(bound.outputs, carried) { places[output.id] = inputs[input] }
        continue
      }
      for (offset, output) in bound.outputs.enumerated() { places[output.id] = placeCount + offset }
      stages.append(
        (position, inputs.map { Input(place: $0) }, placeCount..<placeCount + bound.outputs.count))
      placeCount += bound.outputs.count
      let type = type(of: transformer)
      if type.drawsByRow && !type.needsTarget { drawsByRow = true }
    }
    var targets = view.columns.map { Input(place: places[$0.id]!) }
    var read: Set<Int> = []
    Self.markLast(&targets, &read)
    for stage in stages.indices.reversed() { Self.markLast(&stages[stage].inputs, &read) }
    self.stages = stages.map { position, inputs, outputs in
      let step = program.bound[position].step
      return Stage(
        program.plan.steps[step].transformer.transformation(by: program.fitted[step]!), step: step, inputs: inputs,
        outputs: outputs, unknowns: program.unknowns[step])
    }
    (self.targets, self.placeCount, self.drawsByRow) = (targets, placeCount, drawsByRow)
  }

  /// - Parameter read: the places that are read afterwards.
  private static func markLast(_ inputs: inout [Input], _ read: inout Set<Int>) {
    for index in inputs.indices.reversed() { inputs[index].isLast = read.insert(inputs[index].place).inserted }
  }

  /// The columns that come out of the rows of the source.
  func batch(
    of columns: [Column], rowNumbers: Buffer<Int64>, hashes: Buffer<UInt64>?, people: Buffer<UInt64>?
  ) throws(EngineError) -> Batch {
    var places = [Column?](repeating: nil, count: placeCount)
    for (place, column) in columns.enumerated() { places[place] = column }
    var rows = Rows(columns: [], rowNumbers: rowNumbers, hashes: hashes, people: people, hashSeed: hashSeed)
    for stage in stages {
      rows.columns = Self.take(stage.inputs, from: &places)
      rows.unknowns = stage.unknowns
      var outputs: [Column]
      do throws(TransformError) {
        outputs = try stage.transform(rows)
      } catch {
        throw .step(StepFailure(step: stage.step, table: tableName, error: error))
      }
      precondition(outputs.count == stage.outputs.count, "a transformer puts out the columns it declared")
      var place = stage.outputs.upperBound
      while let column = outputs.popLast() {
        place -= 1
        places[place] = column
      }
    }
    return Batch(schema: schema, columns: Self.take(targets, from: &places), rowNumbers: rowNumbers)
  }

  @inline(__always)
  private static func take(_ inputs: [Input], from places: inout [Column?]) -> [Column] {
    var columns: [Column] = []
    columns.reserveCapacity(inputs.count)
    for input in inputs {
      columns.append(input.isLast ? places[input.place].take()! : places[input.place]!)
    }
    return columns
  }
}
