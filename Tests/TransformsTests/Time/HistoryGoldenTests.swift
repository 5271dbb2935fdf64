import Columns
import Configuration
import Testing

@testable import Transforms

/// A case of a golden file of `Tests/Oracles/history.py`.
struct HistoryGolden: Sendable, CustomTestStringConvertible {
  let transformer: String
  let json: JSON

  var testDescription: String { "\(transformer): \(json["name"]?.string ?? "")" }

  static let all = ["lag", "forward_fill", "backward_fill", "rolling", "expanding", "ewm"].flatMap { name in
    Golden.load(name).map { HistoryGolden(transformer: name, json: $0.json) }
  }

  var step: TableStep {
    func names(_ key: String) -> [String] { (json[key]?.array ?? []).compactMap(\.string) }
    return TableStep(
      use: transformer, arguments: json["with"] ?? [:], columns: names("selected"), by: names("by"))
  }

  var sheet: Sheet {
    let columns = (json["columns"]?.array ?? []).map { json in
      let type = ColumnType(rawValue: json["type"]?.string ?? "")!
      let values = json["values"]?.array ?? []
      let column: Column =
        switch type {
        case .int: .int(values.map(\.int))
        case .date: .date(values.map { $0.int.map { Int32($0) } })
        case .timestamp: .timestamp(values.map(\.int))
        case .float: .float(values.map(\.double))
        default: .category(values.map(\.string))
        }
      return (Field(name: json["name"]?.string ?? "", type: type), column)
    }
    return Sheet("readings", columns.map(\.0), columns.map(\.1))
  }
}

@Suite("The features of a row's past are pandas'")
struct HistoryGoldenTests {
  @Test(arguments: HistoryGolden.all)
  func agrees(_ golden: HistoryGolden) throws {
    let result = try golden.step.run([golden.sheet])
    for expected in golden.json["expect"]?.array ?? [] {
      let name = expected["name"]?.string ?? ""
      let position = try #require(result.fields.firstIndex { $0.name == name }, "\(name)")
      let values = result.rows.columns[position].doubles
      let numbers = (expected["values"]?.array ?? []).map(\.double)
      // Below 1e-4 a number is what rounding left of larger ones.
      let magnitude = max(1e-4, numbers.compactMap { $0.map(abs) }.max() ?? 0)
      #expect(values.count == numbers.count)
      for (row, pair) in zip(values, numbers).enumerated() {
        switch pair {
        case (nil, nil): break
        case (let value?, let number?):
          #expect(abs(value - number) <= 1e-12 * magnitude, "\(name), row \(row)")
        default:
          Issue.record("\(name), row \(row): \(String(describing: pair.0)), expected \(String(describing: pair.1))")
        }
      }
    }
  }

  @Test(arguments: ["lag", "forward_fill", "backward_fill", "rolling", "expanding", "ewm"])
  func everyFeatureHasGoldens(_ name: String) { #expect(!Golden.load(name).isEmpty) }
}
