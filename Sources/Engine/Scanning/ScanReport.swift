import Configuration
import Formats
import Plan
import Privacy

/// What a scan found, for people: names, kinds and counts.
package struct ScanReport: Sendable {
  /// A text's findings of one kind.
  private struct Tally {
    var findings = 0
    var lines: [Int] = []
    var lastLine = 0
    var lineCount = 0
  }

  private let path: String
  private var tallies: [String: Tally] = [:]
  private var lastLine = 0
  private var lineCount = 0

  /// Of a text; each part is to be added.
  package init(path: String) { self.path = path }

  /// As many lines are named.
  private static let namedLines = 5

  package mutating func add(_ part: TextScan.Part) {
    var tally = tallies[part.entity] ?? Tally()
    tally.findings += 1
    if part.line != tally.lastLine {
      tally.lastLine = part.line
      tally.lineCount += 1
      if tally.lines.count < Self.namedLines { tally.lines.append(part.line) }
    }
    tallies[part.entity] = tally
    if part.line != lastLine {
      lastLine = part.line
      lineCount += 1
    }
  }

  package func text(lines: Int) -> String {
    guard !tallies.isEmpty else { return "\(path): nothing found in \(lines.counted("line"))\n" }
    let findings = tallies.values.reduce(0) { $0 + $1.findings }
    let rows = tallies.sorted { ($1.value.findings, $0.key) < ($0.value.findings, $1.key) }.map { name, tally in
      [
        name, String(tally.findings),
        (tally.lineCount == 1 ? "line " : "lines ") + tally.lines.map(String.init).joined(separator: ", ")
          + (tally.lineCount > tally.lines.count ? " and \(tally.lineCount - tally.lines.count) more" : ""),
      ]
    }
    return "\(path): \(findings.counted("finding")) in \(lineCount) of \(lines.counted("line"))\n"
      + Table(rows: rows).text(indent: 2)
  }

  /// Of a table.
  package static func text(of table: TableProfile, path: String) -> String {
    let rows = table.columns.compactMap { column -> [String]? in
      let tag = ProposedTag(column)
      guard tag != nil || !column.found.isEmpty else { return nil }
      let found =
        column.found.isEmpty
        ? "by its name"
        : column.found.map { "\($0.entity) in \($0.rows)" }.joined(separator: ", ")
          + " of \(column.rows.counted("row"))"
      return [
        column.name ?? "column \(column.position)", found, tag.map { "pii: \($0.kind.rawValue)" } ?? "",
      ]
    }
    var text = "\(path): \(table.rows.counted("row")), \(table.columns.count.counted("column"))\n"
    if table.lacksHeader { text += "  the first line looks like data, not like names\n" }
    if table.malformedRows > 0 { text += "  \(table.malformedRows.counted("row")) malformed\n" }
    if table.findingsBeyond > 0 {
      text += "  findings outside of the columns in \(table.findingsBeyond.counted("place"))\n"
    }
    return rows.isEmpty ? text + "  nothing found\n" : text + Table(rows: rows).text(indent: 2)
  }
}

extension TableProfile {
  /// Whether any value, in whatever place, holds something that was found.
  package var hasFindings: Bool { findingsBeyond > 0 || columns.contains { $0.foundRows > 0 } }
}

extension Int {
  /// `1 row`, `2 rows`.
  fileprivate func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
