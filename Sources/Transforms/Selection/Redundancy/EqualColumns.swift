import Columns

/// Which columns have been equal in all rows so far. Both a chunk of rows and the merge with other rows split the groups
/// further, in any order to the same end.
struct EqualColumns: Sendable, Codable {
  /// For each column the first one that it equals; itself if it equals none before it.
  private(set) var leaders: [Int]

  /// Before any row, columns of one kind of value are equal.
  init(_ types: [ColumnType]) {
    let kinds = types.map { type -> ColumnType in
      switch type {
      case .int, .float: .float
      case .string, .text, .category: .string
      case .bool, .date, .timestamp: type
      }
    }
    leaders = kinds.map { kind in kinds.firstIndex(of: kind) ?? 0 }
  }

  mutating func update(_ rows: Rows) {
    var isShared = leaders.map { _ in false }
    for (column, leader) in leaders.enumerated() where column != leader {
      isShared[column] = true
      isShared[leader] = true
    }
    guard isShared.contains(true) else { return }
    let columns = ComparableColumns(rows.columns) { isShared[$0] }
    split { columns.areEqual($0, $1) }
  }

  mutating func merge(_ other: EqualColumns) {
    split { other.leaders[$0] == other.leaders[$1] }
  }

  private mutating func split(_ areEqual: (Int, Int) -> Bool) {
    /// By what has been one group, the first columns of those that it falls into.
    var parts: [Int: [Int]] = [:]
    for column in leaders.indices {
      let group = leaders[column]
      if let leader = parts[group]?.first(where: { areEqual($0, column) }) {
        leaders[column] = leader
      } else {
        leaders[column] = column
        parts[group, default: []].append(column)
      }
    }
  }
}
