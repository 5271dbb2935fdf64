import Columns
import Configuration
import Formats
import Privacy

/// An output as `privacy.release` lets it leave: which of its rows, and how coarse its quasi-identifiers.
struct OutputRelease: Sendable {
  private let table: ReleaseTable
  private let outcome: ReleaseSearch.Outcome
  /// Where the rows of each chunk begin, by part of the split; parts that the output does not hold are empty.
  private let starts: [[Range<Int>]]
  /// Positions of the quasi-identifiers among the output's columns.
  private let positions: [Int]

  init(
    _ table: ReleaseTable, _ outcome: ReleaseSearch.Outcome, starts: [[Range<Int>]], positions: [Int]
  ) {
    (self.table, self.outcome, self.starts, self.positions) = (table, outcome, starts, positions)
  }

  /// The rows of a batch that stay.
  func isKept(chunk: Int, part: Int) -> ArraySlice<Bool> { outcome.isKept[starts[chunk][part]] }

  /// The rows that stay, with the quasi-identifiers of the level that was settled on.
  func apply(to batch: Batch, chunk: Int, part: Int) throws(EngineError) -> Batch {
    let range = starts[chunk][part]
    guard range.count == batch.rowCount else { throw .diagnostics([Self.changed]) }
    var columns = batch.columns
    var fields = batch.schema.fields
    for (position, place) in positions.enumerated() {
      guard let column = outcome.column(position, of: table, rows: range) else { continue }
      columns[place] = column
      fields[place].type = .category
    }
    let coarse = Batch(schema: Schema(fields), columns: columns, rowNumbers: batch.rowNumbers)
    let kept = range.enumerated().filter { outcome.isKept[$0.element] }.map { Int32($0.offset) }
    return kept.count == batch.rowCount ? coarse : coarse.gather(Buffer(kept))
  }

  /// Rows are the same in each pass, or the source is not.
  private static var changed: Diagnostic {
    FormatError.changed.diagnostic(reading: "the source of the output")
  }
}
