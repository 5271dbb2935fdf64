import Configuration
import Engine
import Foundation
import Plan
import Testing
import Transforms

/// The example that `featurize explain` shows for a transformer is a step that runs.
@Suite struct ExampleTests {
  /// The tables that examples name; each has sixty rows.
  static let sources: [String: (columns: String, row: @Sendable (Int) -> String)] = [
    "customers": (
      """
      customer_id: {type: string, role: key}
      age: {type: int}
      spend: {type: float, tags: [money]}
      income: {type: float}
      region: {type: category}
      tariff: {type: category}
      embedding_0: {type: float}
      embedding_1: {type: float}
      visits: {type: int}
      tickets: {type: int}
      latitude: {type: float}
      longitude: {type: float}
      price: {type: float}
      city: {type: category}
      branch: {type: category}
      carrier: {type: category}
      country: {type: category}
      plan: {type: category, values: [free, pro, team]}
      size: {type: category, values: [small, medium, large]}
      interests: {type: string}
      notes: {type: text}
      since: {type: date}
      """,
      { row in
        [
          "c\(row)", "\(18 + row * 7 % 60)", "\(Double(row * row % 97) + 0.5)", "\(row * 31 % 83).5", "r\(row % 3)",
          "t\(row % 2)", "0.\(row % 9 + 1)", "1.\(row % 7)", "\(row % 12 + 1)",
          "\(row * 5 % 7)", "\(Double(row % 45) + 0.25)", "\(Double(row * 3 % 90) + 0.75)", "\(Double(row % 17) + 1)",
          "town\(row % 6)", "branch\(row % 4)", ["AA", "BB", "CC"][row % 3], ["de", "fr", "ch", "at"][row * 7 % 4],
          ["free", "pro", "team"][row % 3], ["small", "medium", "large"][row * 2 % 3],
          ["red;blue", "green", "red"][row % 3],
          ["late delivery again", "kind staff and fast delivery", "asked for a late refund"][row % 3],
          "2025-0\(row % 9 + 1)-1\(row % 9)",
        ].joined(separator: ",")
      }
    ),
    "activity": ("customer_id: {type: string, role: key}\nclicks: {type: int}", { "c\($0),\($0 % 8)" }),
    "events": (
      """
      customer_id: {type: string, role: group}
      kind: {type: category}
      amount: {type: float}
      at: {type: date}
      """,
      { "c\($0 % 20),\(["order", "refund", "other"][$0 % 3]),\($0 % 11).5,2026-01-\(10 + $0 % 19)" }
    ),
    "products": ("product_id: {type: string, role: key}\ntags: {type: string}", { "p\($0),new|sale\($0 % 3)" }),
    "orders": (
      "customer: {type: string, role: group}\namount: {type: float}\nat: {type: date}",
      { "c\($0 % 9),\($0 % 13).25,2026-01-\(10 + $0 % 19)" }
    ),
    "readings": (
      """
      machine: {type: category, role: group}
      pressure: {type: float, nullable: true}
      serial_number: {type: category, nullable: true}
      at: {type: timestamp}
      """,
      {
        "m\($0 % 4),\($0 % 7 == 0 ? "" : "\($0 % 10).5"),\($0 % 5 == 0 ? "s\($0 % 4)" : ""),2026-01-01T0\($0 % 9):\(10 + $0 % 49):00Z"
      }
    ),
  ]

  /// What only one example asks of its table.
  static let further: [String: (columns: String, row: @Sendable (Int) -> String)] = [
    "deduplicate": ("changed_at: {type: timestamp}", { "2026-01-01T00:\(10 + $0 % 49):00Z" })
  ]

  private func pipeline(_ entry: CatalogEntry, target: String, in workspace: Workspace) throws -> String {
    let node = try YAMLReader.read(Array(entry.guide.example.utf8), file: "example")
    let text = entry.guide.example.trimmingCharacters(in: .whitespacesAndNewlines)
    let steps = if case .sequence = node.content { text } else { "- \(text)" }
    var names = Self.sources.keys.filter { name in
      steps.contains(try! Regex("from: (\\[[^\\]]*\\b)?\(name)\\b"))
    }.sorted()
    if names.isEmpty || names == ["activity"] { names.insert("customers", at: 0) }
    if let first = names.firstIndex(of: "customers") { names.swapAt(0, first) }
    var sources = ""
    for name in names {
      var (columns, row) = try #require(Self.sources[name])
      if name == names[0], let more = Self.further[entry.name] {
        let before = row
        columns += "\n" + more.columns
        row = { before($0) + "," + more.row($0) }
      }
      if name == "customers" {
        let before = row
        columns += "\n" + target
        row = { before($0) + (target.contains("bool") ? ",\($0 * 5 % 7 < 3)" : ",\($0 * 5 % 7).5") }
      }
      let header = columns.split(separator: "\n").map { $0.prefix { $0 != ":" } }.joined(separator: ",")
      try workspace.write("\(name).csv", header + "\n" + (0..<60).map { row($0) + "\n" }.joined())
      sources += "  \(name):\n    format: csv\n    uri: @/\(name).csv\n    contract:\n      columns:\n"
      sources += columns.split(separator: "\n").map { "        \($0)\n" }.joined()
    }
    return """
      featurize: 1
      name: example
      params: {as_of: {type: date, default: 2026-01-31}}
      sources:
      \(sources)steps:
      \(steps.split(separator: "\n").map { "  \($0)\n" }.joined())outputs: {all: {format: csv, uri: @/out.csv}}

      """
  }

  @Test(arguments: Catalog.entries.map(\.name))
  func runs(_ name: String) throws {
    let entry = try #require(Catalog.entry(named: name))
    try Workspace.with { workspace in
      var problems: [String] = []
      // Some examples learn from a class, some from a number.
      for target in ["left: {type: bool, role: target}", "left: {type: float, role: target}"] {
        do {
          try workspace.run(try pipeline(entry, target: target, in: workspace))
          #expect(workspace.lines("out.csv").count > 1)
          return
        } catch let error as DiagnosticError {
          problems += error.diagnostics.map(\.message)
        } catch let error as EngineError {
          problems.append("\(error)")
        }
      }
      Issue.record("\(problems)")
    }
  }
}
