package import Configuration
package import Formats
package import Privacy

/// What reading a table once has told of its columns.
package struct TableProfile: Sendable {
  package enum Format: Sendable, Equatable {
    case csv(delimiter: UInt8)
    case jsonLines
  }

  package let format: Format
  package private(set) var columns: [ColumnProfile]
  package private(set) var rows = 0
  /// Rows that a run would set aside whatever the contract says: of another number of fields, badly quoted, no JSON, not
  /// UTF-8.
  package private(set) var malformedRows = 0
  /// Whether the first line of a CSV is data rather than names.
  package let lacksHeader: Bool

  /// What was found in the fields of malformed rows that belong to no column.
  package private(set) var findingsBeyond = 0

  /// Reads a CSV.
  ///
  /// - Parameter delimiter: told by the first line if `nil`.
  package init(
    csv stream: ByteStream, delimiter: UInt8? = nil, scanner: Scanner
  ) throws(FormatError) {
    let records = try CSVRecords(stream, delimiter: delimiter)
    format = .csv(delimiter: records.delimiter)
    lacksHeader = Header.isData(records.header, scanner)
    let isShown = !lacksHeader
    columns = records.header.enumerated().map { index, name in
      ColumnProfile(name: isShown ? name : nil, position: index + 1, scanner: scanner)
    }
    if lacksHeader { addHeaderAsRow(records.header, scanner) }
    while let record = try records.next() { add(record, scanner) }
    finish()
  }

  /// Reads JSON Lines: a column for each path to a value, by first occurrence.
  package init(jsonLines stream: ByteStream, scanner: Scanner) throws(FormatError) {
    format = .jsonLines
    lacksHeader = false
    columns = []
    let lines = LineStream(stream)
    var paths = JSONPaths()
    while let line = try lines.next() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      rows += 1
      guard let document = try? JSON(parsing: Array(line)), case .object(let members) = document else {
        malformedRows += 1
        if !scanner.findings(in: line).isEmpty { findingsBeyond += 1 }
        continue
      }
      JSONPaths.walk(members) { path, value in add(value, at: path, &paths, scanner) }
    }
    finish()
  }

  private mutating func finish() {
    for index in columns.indices { columns[index].finish() }
  }

  /// Rows without the member, of JSON Lines.
  package func absentRows(of column: ColumnProfile) -> Int {
    format == .jsonLines ? rows - malformedRows - column.rows : 0
  }

  // MARK: CSV

  private mutating func add(_ record: CSVRecord, _ scanner: Scanner) {
    rows += 1
    var unsound = false
    let isMalformed = record.fieldCount != columns.count || record.isBadlyQuoted
    for field in 0..<record.fieldCount {
      let text = record.text(field)
      let findings = scanner.findings(in: text, field: field < columns.count ? columns[field].field : .none)
      if !isMalformed {
        columns[field].add(text, isQuoted: record.isQuoted(field), findings: findings)
        if !TextCheck.isSound(text) { unsound = true }
      } else if !findings.isEmpty {
        // Which column a field of such a row belongs to is not known.
        findingsBeyond += 1
      }
    }
    if isMalformed || unsound { malformedRows += 1 }
  }

  private mutating func addHeaderAsRow(_ names: [String?], _ scanner: Scanner) {
    rows += 1
    for (index, name) in names.enumerated() {
      PaddedText.with(name ?? "") { text in
        columns[index].add(text, isQuoted: false, findings: scanner.findings(in: text))
      }
    }
  }

  // MARK: JSON Lines

  private mutating func add(_ value: JSON, at path: String, _ paths: inout JSONPaths, _ scanner: Scanner) {
    let index = paths.index(of: path)
    if index == columns.count { columns.append(ColumnProfile(name: path, position: index + 1, scanner: scanner)) }
    switch value {
    case .null: columns[index].addMissing()
    case .string(let string):
      PaddedText.with(string) {
        columns[index].add($0, isQuoted: true, findings: scanner.findings(in: $0, field: columns[index].field))
      }
    case .array, .object:
      PaddedText.with(value.line) {
        columns[index].addNested($0, findings: scanner.findings(in: $0, field: columns[index].field))
      }
    case .bool, .int, .float:
      PaddedText.with(value.line) {
        columns[index].add($0, isQuoted: false, findings: scanner.findings(in: $0, field: columns[index].field))
      }
    }
  }
}

/// The paths of members, in the order in which they were first met.
private struct JSONPaths {
  private var indices: [String: Int] = [:]

  mutating func index(of path: String) -> Int {
    if let index = indices[path] { return index }
    indices[path] = indices.count
    return indices.count - 1
  }

  /// Objects lead on; everything else is a value.
  static func walk(_ members: [JSON.Member], below prefix: String = "", _ body: (String, JSON) -> Void) {
    for member in members {
      let path = prefix.isEmpty ? member.name : "\(prefix).\(member.name)"
      if case .object(let inner) = member.value, !inner.isEmpty {
        walk(inner, below: path, body)
      } else {
        body(path, member.value)
      }
    }
  }
}

/// Whether a first record is names.
private enum Header {
  /// Numbers, dates and personal data are no names.
  static func isData(_ names: [String?], _ scanner: Scanner) -> Bool {
    names.contains { name in
      guard let name, !name.isEmpty else { return false }
      return PaddedText.with(name) { text in
        !FieldTypes(of: text, among: [.int, .float, .isoDate, .dayFirstDate, .timestamp]).isEmpty
          || !scanner.findings(in: text).isEmpty
      }
    }
  }
}

/// What a reader asks of every text.
private enum TextCheck {
  static func isSound(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.contains(where: { $0 == 0 || $0 >= 0x80 }) else { return true }
    return !text.contains(0) && String(validating: text, as: UTF8.self) != nil
  }
}
