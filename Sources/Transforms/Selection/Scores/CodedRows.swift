import Columns

/// A discrete column row by row, in chunks: what an estimate needs that looks at pairs of rows.
struct CodedRows: Sendable, Codable {
  private(set) var levels: Levels
  private(set) var chunks: [Buffer<Int32>] = []

  init(type: ColumnType) { levels = Levels(type: type) }

  mutating func update(_ column: Column) { chunks.append(levels.codes(of: column)) }

  mutating func merge(_ other: CodedRows, column: String) throws(TransformError) {
    let codes = levels.merge(other.levels).map { Int32(truncatingIfNeeded: $0) }
    try levels.requireRoom(column: column)
    for chunk in other.chunks { chunks.append(chunk.lookUp(in: codes)) }
  }
}
