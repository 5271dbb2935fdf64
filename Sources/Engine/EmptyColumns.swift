import Columns
import Configuration
import Plan

/// Looks for columns without a value in any row, to warn of them: most often a name in the contract is misspelt, which
/// a source of JSON Lines cannot tell from a member that is left out.
struct EmptyColumns {
  private let source: PlannedSource
  /// By ingested column.
  private var hasValue: [Bool]

  init(_ source: PlannedSource) {
    self.source = source
    hasValue = source.ingested.fields.map { _ in false }
  }

  mutating func look(at chunk: ChunkReader.TreatedChunk) {
    for (position, column) in chunk.columns.enumerated() where !hasValue[position] {
      hasValue[position] = column.count > (column.validity?.clearCount ?? 0)
    }
  }

  /// - Parameter rowCount: of the source; nothing is said of a source without rows.
  func findings(in rowCount: Int) -> [Diagnostic] {
    guard rowCount > 0 else { return [] }
    return zip(source.ingested.fields, hasValue).compactMap { field, hasValue in
      hasValue
        ? nil
        : Diagnostic(
          .columnEmpty, at: .data(source: source.name, row: nil, column: field.name),
          "column `\(field.name)` is missing in every row",
          help: "compare its name in the contract with the source; a column that is always empty needs no place there",
          severity: .warning)
    }
  }
}
