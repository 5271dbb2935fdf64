import Columns

/// Numbers groups in order of first appearance while the rows of a table go by in pieces: `RowGroups` for tables that are
/// not held as a whole.
struct GroupNumbers: Sendable {
  private var levels: [Levels]
  /// The codes of all columns up to one together, by that of the columns before it and its own.
  private var pairs: [WordTable]
  /// The group of each code of all columns; −1 if no row had it.
  private var groups: [Int32] = []
  /// Number of groups.
  private(set) var count = 0

  /// - Parameter types: of the columns that make the groups.
  init(_ types: [ColumnType]) {
    levels = types.map { Levels(type: $0) }
    pairs = types.dropFirst().map { _ in WordTable() }
  }

  var byteCount: Int {
    levels.reduce(0) { $0 + $1.byteCount } + pairs.reduce(0) { $0 + $1.count * 24 } + groups.count * 4
  }

  /// The group of each row, and the rows that are the first of theirs.
  mutating func add(
    _ columns: [Column], count rowCount: Int, named table: String
  ) throws(TransformError) -> (codes: Buffer<Int32>, firstRows: Buffer<Int32>) {
    var codes = Buffer<Int32>(repeating: 0, count: rowCount)
    for (place, column) in columns.enumerated() {
      let own = levels[place].codes(of: column)
      codes = place == 0 ? own : combine(codes, with: own, at: place - 1)
      guard levels[place].byteCount < Int(Int32.max) else { throw .tooMuchText(in: table) }
    }
    let codeCount = pairs.last?.count ?? levels.last?.count ?? 1
    groups += [Int32](repeating: -1, count: max(0, codeCount - groups.count))
    return codes.numbered(by: &groups, count: &count)
  }

  private mutating func combine(_ left: Buffer<Int32>, with right: Buffer<Int32>, at place: Int) -> Buffer<Int32> {
    Buffer(count: left.count) { memory in
      for row in 0..<memory.count {
        memory[row] = pairs[place].insert(
          UInt64(UInt32(bitPattern: left[row])) << 32 | UInt64(UInt32(bitPattern: right[row])))
      }
    }
  }
}
