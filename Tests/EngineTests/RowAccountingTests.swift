import Configuration
import Engine
import Foundation
import Plan
import Testing

/// GRAMMAR rule 10: each row of the source lands in exactly one place, and the manifest's counts add up.
@Suite struct RowAccountingTests {
  static let chunkSizes = [700, 1 << 20]

  private func pipeline(_ action: String, fraction: String = "0.5") -> String {
    Customers.pipeline(fraction: fraction).replacingOccurrences(of: "action: quarantine", with: "action: \(action)")
  }

  @Test(arguments: ["quarantine", "drop"], chunkSizes)
  func countsAddUp(_ action: String, _ chunkSize: Int) throws {
    try Workspace.with { workspace in
      let rows = Customers.rows(100) + Customers.invalid.map(\.row)
      try workspace.write("in.csv", Customers.csv(rows))
      let manifest = try workspace.run(pipeline(action), on: .init(chunkSize: chunkSize))
      #expect(manifest.rowsAddUp)
      #expect(manifest.rows("read") == 108)
      #expect(manifest.rows("output") == 100)
      #expect(manifest.rows("quarantined") == (action == "quarantine" ? 8 : 0))
      #expect(manifest.rows("dropped") == (action == "drop" ? 8 : 0))
      #expect(manifest["invalid"]?.object?.count == 8)
      // One line per row, in one file.
      #expect(workspace.tokens("out/train.csv").count + workspace.tokens("out/test.csv").count == 100)
      #expect(workspace.tokens("out/train.csv").isDisjoint(with: workspace.tokens("out/test.csv")))
      #expect(workspace.lines("out/rejected.csv").count == (action == "quarantine" ? 9 : 0))
    }
  }

  @Test func stopRefusesTheFirstRows() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(10) + Customers.invalid.map(\.row)))
      let failure = try #require(try workspace.failure(workspace.plan(pipeline("stop"))))
      #expect(
        failure.map(\.code.id) == ["F0421", "F0423", "F0424", "F0425", "F0422", "F0426", "F0313", "F0433"])
      #expect(failure[0].place == .data(source: "customers", row: 11, column: "age"))
      #expect(workspace.names(in: "out") == [])
    }
  }

  @Test func partWithoutOutputIsUnused() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(100)))
      let manifest = try workspace.run(Customers.pipeline().replacing(#/  test: \{format.*\n/#) { _ in "" })
      #expect(manifest.rowsAddUp)
      #expect(try #require(manifest.rows("unused")) > 5)
      #expect(manifest.rows("output") == Int64(workspace.tokens("out/train.csv").count))
    }
  }

  @Test func twoOutputsOfOnePartCountOnce() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(60)))
      let manifest = try workspace.run(
        Customers.pipeline().replacingOccurrences(
          of: "quarantine: {uri", with: "  again: {format: csv, uri: @/out/again.csv, split: test}\nquarantine: {uri"))
      #expect(manifest.rows("output") == 60)
      #expect(workspace.read("out/again.csv") == workspace.read("out/test.csv"))
    }
  }

  /// Whatever the fraction's binary digits: exactly `max_fraction` passes, one row more does not.
  @Test(arguments: [("0.29", 29, 100), ("0.07", 7, 100), ("0.01", 1, 100), ("0.3", 30, 100), ("0", 0, 20), ("1", 5, 5)])
  func breakerAtItsFraction(_ fraction: String, _ invalid: Int, _ total: Int) throws {
    try Workspace.with { workspace in
      let text = """
        featurize: 1
        name: breaker
        sources:
          rows:
            format: csv
            uri: @/in.csv
            contract:
              on_invalid_row: {action: drop, max_fraction: \(fraction)}
              columns: {x: {type: int}}
        outputs: {all: {format: csv, uri: @/out/all.csv}}
        """
      func rows(_ invalid: Int) -> String {
        (["x"] + (0..<total).map { $0 < invalid ? "a" : "\($0)" }).joined(separator: "\n") + "\n"
      }
      try workspace.write("in.csv", rows(invalid))
      let manifest = try workspace.run(text)
      #expect(manifest.rows("dropped") == Int64(invalid) && manifest.rowsAddUp)
      guard invalid < total else { return }
      let before = workspace.read("out/all.csv")
      try workspace.write("in.csv", rows(invalid + 1))
      #expect(try workspace.failureCode(text) == "F0412")
      #expect(workspace.read("out/all.csv") == before)
    }
  }

  @Test(arguments: chunkSizes, ["in.csv", "in.csv.gz"])
  func quarantineSaysWhereAndWhy(_ chunkSize: Int, _ file: String) throws {
    try Workspace.with { workspace in
      var rows = Customers.rows(120)
      // The first row, one in the middle behind multi-line records, and the last ones.
      let invalid = Customers.invalid
      rows.insert(invalid[0].row, at: 0)
      rows.insert(invalid[3].row, at: 60)
      rows += invalid[4...].map(\.row)
      try workspace.write("in.csv", Customers.csv(rows))
      if file.hasSuffix(".gz") { try workspace.compress("in.csv", with: "gzip") }
      try workspace.run(Customers.pipeline(source: file), on: .init(chunkSize: chunkSize))
      let lines = workspace.lines("out/rejected.csv")
      #expect(lines[0] == "_row,_rule,_column," + Customers.header)
      // Words of a short list, and booleans, would be told by their shapes: they are stars unless they broke the rule.
      let expected = [
        "1,wrong_type,age,a9,aaaa9@aaaa.aaaaaaa,9999-99-99,aaa,9,9,*,Aaaa,\"\",9999-99-99A99:99:99A,*",
        "61,not_allowed,plan,a9,aaaa9@aaaa.aaaaaaa,9999-99-99,99,9,9,aaaa,Aaaa,\"\",9999-99-99A99:99:99A,*",
        "123,missing,city,a9,aaaa9@aaaa.aaaaaaa,9999-99-99,99,9,9,*,\"\",\"\",9999-99-99A99:99:99A,*",
        "124,ragged,,a9,aaaa9@aaaa.aaaaaaa,9999-99-99,,,,,,,,",
        "125,untreatable,mail,a9,aa-aaaaaaa,9999-99-99,99,9.9,9,*,Aaaa,\"\",9999-99-99A99:99:99A,*",
        "126,not_unique,id,a9,aaaa9@aaaa.aaaaaaa,9999-99-99,99,9.9,9,*,Aaaa,\"\",9999-99-99A99:99:99A,*",
      ]
      #expect(Array(lines.dropFirst()) == expected)
    }
  }

  @Test func headerOnlyAndNoValidRowAreToldClearly() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv([]))
      let plan = try workspace.plan(Customers.pipeline(fraction: "1"))
      #expect(try workspace.failure(plan) != nil, "there is nothing to fit on")
      try workspace.write("in.csv", Customers.csv(Customers.invalid.dropLast().map(\.row)))
      #expect(try workspace.failure(plan) != nil)
      #expect(workspace.names(in: "out") == [])
    }
  }

  @Test func headerOnlyWithoutStepsGivesHeaders() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv([]))
      let text = Customers.pipeline().replacing(#/steps:\n(  .*\n)+/#) { _ in "" }
      let manifest = try workspace.run(text)
      #expect(manifest.rows("read") == 0 && manifest.rowsAddUp)
      #expect(workspace.lines("out/train.csv").count == 1)
      #expect(workspace.lines("out/rejected.csv").count == 1)
      try workspace.write("in.csv", Customers.csv(Customers.invalid.dropLast().map(\.row)))
      let all = try workspace.run(text.replacingOccurrences(of: "max_fraction: 0.5", with: "max_fraction: 1"))
      #expect(all.rows("quarantined") == 7 && all.rows("output") == 0)
    }
  }

  /// A contract may use the names of quarantine's own columns.
  @Test func quarantineNamesItsColumnsApart() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", "_row,other,_field_2,_rule\n1,2,3,4\nx,y,z,u\n")
      try workspace.run(
        """
        featurize: 1
        name: names
        sources:
          rows:
            format: csv
            uri: @/in.csv
            contract:
              on_invalid_row: {action: quarantine, max_fraction: 0.5}
              columns: {_row: {type: int}, _rule: {type: int}, _field_2: {type: int}}
        outputs: {all: {format: csv, uri: @/out/all.csv}}
        quarantine: {uri: @/out/rejected.csv}
        """)
      #expect(
        workspace.read("out/rejected.csv")
          == "_row,_rule,_column,_row_,_field_2,_field_2_,_rule_\n2,wrong_type,_row,a,a,a,a\n")
    }
  }

  @Test(arguments: [1 << 20, 60])
  func uniqueHoldsAcrossChunks(_ chunkSize: Int) throws {
    try Workspace.with { workspace in
      let numbers = (0..<50).map { "k\($0 % 40),\($0)" }
      try workspace.write("in.csv", (["id,x"] + numbers).joined(separator: "\n") + "\n")
      let manifest = try workspace.run(
        """
        featurize: 1
        name: unique
        sources:
          rows:
            format: csv
            uri: @/in.csv
            contract:
              on_invalid_row: {action: quarantine, max_fraction: 0.5}
              columns: {id: {type: string, role: key, unique: true}, x: {type: int}}
        outputs: {all: {format: csv, uri: @/out/all.csv}}
        quarantine: {uri: @/out/rejected.csv}
        """, on: .init(threads: 7, chunkSize: chunkSize))
      #expect(manifest.rows("quarantined") == 10)
      #expect(workspace.lines("out/all.csv").dropFirst() == ArraySlice(numbers.prefix(40)))
      #expect(workspace.lines("out/rejected.csv").dropFirst().map { $0.prefix(2) } == (41...50).map { "\($0)" })
    }
  }
}

extension Workspace {
  /// Compresses a file in place with a program of the machine.
  func compress(_ name: String, with program: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program, "-q", path(name)]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) is needed")
  }
}
