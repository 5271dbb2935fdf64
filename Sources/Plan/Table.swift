/// Rows of cells, padded to columns.
package struct Table: Sendable {
  package let rows: [[String]]

  package init(rows: [[String]]) { self.rows = rows }

  package func text(indent: Int) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let line = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
      }
      var text = String(repeating: " ", count: indent) + line.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }.joined()
  }
}
