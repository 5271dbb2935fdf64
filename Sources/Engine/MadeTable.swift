import Columns
import Plan
import Transforms

/// The rows of a table that a step made, in memory, cut into chunks of a fixed number of rows.
final class MadeTable: MorselReader {
  let division: RowDivision
  private let rows: TableRows

  /// Rows of a chunk; a constant, so that what is fitted does not depend on memory or threads.
  private static let chunkRows = 1 << 16

  init(_ rows: TableRows, division: RowDivision) {
    self.rows = rows
    self.division = division
  }

  var chunkCount: Int { (rows.count + Self.chunkRows - 1) / Self.chunkRows }

  func parts(_ chunk: Int) -> [Morsel] {
    let range = chunk * Self.chunkRows..<min((chunk + 1) * Self.chunkRows, rows.count)
    if range.count == rows.count { return division.morsels(rows.columns, rowNumbers: rows.rowNumbers) }
    let positions = Buffer<Int32>(count: range.count) { memory in
      for row in 0..<memory.count { memory[row] = Int32(range.lowerBound + row) }
    }
    return division.morsels(rows.columns.map { $0.gather(positions) }, rowNumbers: rows.rowNumbers.gather(positions))
  }
}
