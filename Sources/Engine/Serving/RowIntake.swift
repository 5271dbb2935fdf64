import Columns
import Formats
import Plan
import Privacy

/// How rows that are given as text enter a source: read, treated and numbered as those of a file are.
struct RowIntake: Sendable {
  let source: PlannedSource
  let division: RowDivision
  private let reader: RowsReader
  private let intake: Intake
  /// Of the source, in the plan.
  private let position: Int
  /// Whether several rows must be compared with each other.
  private let hasUniqueColumn: Bool
  private let isTreated: Bool
  /// Whether rows may belong to people who were erased.
  private let isSearched: Bool

  init(_ plan: Plan, position: Int, intake: Intake) {
    source = plan.sources[position]
    division = RowDivision(plan.binding.tables[position], plan, intake)
    reader = RowsReader(contracts: source.contracts(forFitting: false), nullValues: source.nullValues)
    self.intake = intake
    self.position = position
    hasUniqueColumn = source.columns.contains { $0.isUnique }
    isTreated = intake.treatments[position].contains { $0 != nil }
    isSearched = !intake.sought[position].isEmpty
  }

  /// The ingested columns of the rows; `nil` where the rows must take the way of a file, which alone says what is wrong
  /// with them, compares them, and knows who was erased.
  func columns(of rows: [[String: String]]) throws(EngineError) -> [Column]? {
    guard !isSearched, rows.count == 1 || !hasUniqueColumn, let read = reader.columns(of: rows) else { return nil }
    guard isTreated || source.columns.contains(where: { $0.ingested == nil }) else { return read }
    let treated = try intake.treat(
      read, of: source, at: position, reading: UInt128.random(in: .min ... .max), chunk: 0)
    var columns: [Column] = []
    columns.reserveCapacity(read.count)
    for (place, column) in source.columns.enumerated() where column.ingested != nil {
      guard let (first, second) = treated[place] else {
        columns.append(read[place])
        continue
      }
      guard first.invalidRows.count == 0 else { return nil }
      columns.append(first.column)
      if let second { columns.append(second.column) }
    }
    return columns
  }
}

extension Intake {
  /// The columns of a source that rules treat, by position; `nil` where none does.
  ///
  /// - Parameters:
  ///   - position: Of the source, in the plan.
  ///   - reading: Tells this reading of the source from all others.
  func treat(
    _ columns: [Column], of source: PlannedSource, at position: Int, reading: UInt128, chunk: Int
  ) throws(EngineError) -> [(TreatedColumn, TreatedColumn?)?] {
    var treated = [(TreatedColumn, TreatedColumn?)?](repeating: nil, count: columns.count)
    // What goes by the tokens of another column comes after it.
    for goesByTokens in [false, true] {
      for (place, column) in source.columns.enumerated() where (column.companion != nil) == goesByTokens {
        guard let treatment = treatments[position][place] else { continue }
        let rows = RowContext(
          tokens: column.companion.flatMap { treated[$0]?.0.column }, reading: reading, chunk: chunk)
        do throws(PrivacyError) {
          treated[place] = (
            try treatment.first.apply(columns[place], of: rows),
            try treatment.second?.apply(columns[place], of: rows)
          )
        } catch {
          throw .privacy(error)
        }
      }
    }
    return treated
  }
}
