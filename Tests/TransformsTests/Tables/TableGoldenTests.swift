import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("Tables come out as from pandas and DuckDB")
struct TableGoldenTests {
  /// A case of Tests/Oracles/tables, which `tables_oracle.py` writes.
  struct Case: Sendable, CustomTestStringConvertible {
    let use: String
    let json: JSON
    var testDescription: String { "\(use): \(json["name"]?.string ?? "")" }

    var step: TableStep {
      func names(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string) }
      return TableStep(
        use: use, arguments: json["with"] ?? [:], by: names("by"), on: names("on"), grain: names("grain"))
    }

    var sheets: [Sheet] {
      (json["from"]?.array ?? []).map { table in
        let columns = table["columns"]?.array ?? []
        return Sheet(
          table["name"]?.string ?? "", columns.map { Field(name: $0["name"]?.string ?? "", type: $0.type) },
          columns.map(\.column))
      }
    }
  }

  static let members = ["aggregate", "join", "deduplicate", "sort", "pivot", "explode"]

  static let cases: [Case] = members.flatMap { member in
    let file = Golden.contents(of: Golden.folder + "/tables/\(member).json").flatMap { try? JSON(parsing: $0) }
    return (file?["cases"]?.array ?? []).map { Case(use: $0["use"]?.string ?? "", json: $0) }
  }

  @Test(arguments: members)
  func hasCases(_ member: String) { #expect(Self.cases.contains { $0.use == member }) }

  @Test(arguments: cases)
  func agrees(_ golden: Case) throws {
    let result = try golden.step.run(golden.sheets)
    let expected = golden.json["expect"]?.array ?? []
    try #require(result.fields.map(\.name) == expected.compactMap { $0["name"]?.string })
    for (position, expected) in expected.enumerated() {
      let (field, column) = (result.fields[position], result.rows.columns[position])
      #expect(field.type == expected.type, "\(field.name)")
      #expect(column.isClose(to: expected.column), "\(field.name): \(column.cells), expected \(expected.column.cells)")
    }
  }
}

extension JSON {
  fileprivate var type: ColumnType { ColumnType(rawValue: self["type"]?.string ?? "") ?? .string }

  fileprivate var column: Column {
    let values = self["values"]?.array ?? []
    return switch type {
    case .int: .int(values.map(\.int))
    case .float: .float(values.map(\.double))
    case .bool: .bool(values.map(\.bool))
    default: Column(values.map(\.string), as: type)
    }
  }
}

extension Column {
  /// Equal, floats to 1e-12 of the column's largest value.
  fileprivate func isClose(to other: Column) -> Bool {
    guard case .float = values, count == other.count else { return cells == other.cells }
    let magnitude = max(1e-3, other.doubles.compactMap { $0.map(abs) }.max() ?? 0)
    return zip(doubles, other.doubles).allSatisfy { own, other in
      guard let own, let other else { return own == nil && other == nil }
      return abs(own - other) <= 1e-12 * magnitude
    }
  }
}
