import Columns
import Formats
import Plan

/// How rows become the bytes of an output.
enum OutputFormat: Sendable {
  case csv(CSVWriter)
  /// Of so many rows in all, which the file says before the first.
  case matrix(MatrixWriter, rows: Int)

  /// What stands before the rows.
  func header(_ schema: Schema) -> [UInt8] {
    switch self {
    case .csv(let writer): writer.header(schema)
    case .matrix(_, let rows): MatrixWriter.header(rows: rows, columns: schema.count)
    }
  }

  func rows(_ batch: Batch) -> Buffer<UInt8> {
    switch self {
    case .csv(let writer): writer.rows(batch)
    case .matrix(let writer, _): writer.rows(batch)
    }
  }
}
