import Columns
import Configuration
import Glibc
import Testing

@testable import Transforms

/// A case of a golden file: what scikit-learn gives for a small table. Tests/Oracles/README.md says what its members
/// mean.
struct Golden: Sendable, CustomTestStringConvertible {
  let transformer: String
  let json: JSON

  /// What a case is hard in. Whoever names a counterpart shows its numbers in each of these.
  enum Kind: String, CaseIterable {
    case plain, missing, constant, unseen, offset, ties, inf
    case allMissing = "all_missing"
    case oneRow = "one_row"
  }

  var name: String { json["name"]?.string ?? "" }
  var kind: Kind? { json["kind"]?.string.flatMap(Kind.init) }
  var testDescription: String { "\(transformer): \(name)" }
  var arguments: JSON { json["with"] ?? [:] }
  var deviation: String? { json["deviates"]?.string }
  var error: String? { json["error"]?.string }
  var tolerance: Double { json["tolerance"]?.double ?? 1e-12 }
  var fitted: Table { table(json["columns"]) }
  var applied: Table { table(json["apply"] ?? json["columns"]) }

  /// The cases of every transformer in the catalogue that has a golden file.
  static let inCatalog: [Golden] = Catalog.columnEntries.flatMap { load($0.name) }

  static func load(_ transformer: String) -> [Golden] {
    guard let text = contents(of: "\(folder)/goldens/\(transformer).json"), let file = try? JSON(parsing: text) else {
      return []
    }
    return (file["cases"]?.array ?? []).map { Golden(transformer: transformer, json: $0) }
  }

  /// Tests/Oracles, beside the folder of these tests.
  static var folder: String { root + "/Tests/Oracles" }
  static var root: String {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(4).joined(separator: "/")
  }

  static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let read = fread(&chunk, 1, chunk.count, file), read > 0 { bytes += chunk[..<read] }
    return bytes
  }

  private func table(_ columns: JSON?) -> Table {
    var table = Table((columns?.array ?? []).map(column), target: json["target"].map { column($0, role: .target) })
    if let hashes = json["hashes"]?.array, hashes.count == table.count {
      table.hashes = Buffer(hashes.compactMap { $0.string.flatMap { UInt64($0) } })
    }
    return table
  }

  private func column(_ json: JSON) -> (Field, Column) { column(json, role: .feature) }

  private func column(_ json: JSON, role: Role) -> (Field, Column) {
    let type = ColumnType(rawValue: json["type"]?.string ?? "") ?? .float
    let values = json["values"]?.array ?? []
    let column: Column =
      switch type {
      case .int: .int(values.map(\.int))
      case .bool: .bool(values.map(\.bool))
      case .category: .category(values.map(\.string))
      case .string, .text: .string(values.map(\.string))
      case .date: .date(values.map { $0.int.flatMap { Int32(exactly: $0) } })
      case .timestamp: .timestamp(values.map(\.int))
      case .float: .float(values.map(\.float))
      }
    return (Field(name: json["name"]?.string ?? "", type: type, role: role), column)
  }

  /// Where `columns` differ from the expected ones, or `nil`.
  func difference(_ columns: [Column], named names: [String], from expected: JSON) -> String? {
    let expected = expected.array ?? []
    let expectedNames = expected.compactMap { $0["name"]?.string }
    guard names == expectedNames else { return "columns \(names), expected \(expectedNames)" }
    for (column, expected) in zip(columns, expected) {
      let values = expected["values"]?.array ?? []
      guard column.count == values.count else { return "\(column.count) rows, expected \(values.count)" }
      // Below 1e-4 a number is what rounding left of larger ones.
      let magnitude = max(1e-4, values.compactMap(\.float).map(abs).max() ?? 0)
      for row in 0..<column.count {
        let isEqual =
          switch (column.validity.isValid(row), values[row]) {
          case (false, let value): value == .null
          case (true, .string(let text)): column.text(at: row) == text
          case (true, let value):
            value.float.map { expected in
              column.doubles[row].map { abs($0 - expected) <= tolerance * magnitude } ?? false
            } ?? false
          }
        if !isEqual {
          return "\(expected["name"]?.string ?? "") row \(row): \(column.cells[row]), expected \(values[row].line)"
        }
      }
    }
    return nil
  }
}

extension JSON {
  /// A number, true and false as 1 and 0, or an infinity by its name.
  fileprivate var float: Double? {
    switch self {
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    case .bool(let value): value ? 1 : 0
    default: double
    }
  }
}
