import Foundation
import Testing

/// Rows are divided by a keyed hash of a column's value, and by nothing else.
@Suite struct SplitTests {
  static func pipeline(ring: String = "ring.keyring", source: String = "in.csv", extra: String = "") -> String {
    """
    featurize: 1
    name: split
    secrets: {ring: {file: @/\(ring)}}
    sources:
      rows:
        format: csv
        uri: @/\(source)
        contract:
          columns: {id: {type: string, role: key, pii: id}, x: {type: float}}
    privacy:
      subject: rows.id
      rules: [{id: key, use: tokenize, columns: [id], with: {domain: row, key: ring}}]
    split: {by: id, fractions: {train: 0.6, check: 0.1, test: 0.3}, fit_on: train}
    steps:
      - {id: scale, use: standard_scaler, columns: [x]}
    outputs:
      train: {format: csv, uri: @/out/train.csv, split: train}
      check: {format: csv, uri: @/out/check.csv, split: check}
      test: {format: csv, uri: @/out/test.csv, split: test}
    state: {uri: @/out/state.json}

    """
  }

  static let parts = ["train", "check", "test"]

  private func csv(_ rows: [String]) -> String { (["id,x"] + rows).joined(separator: "\n") + "\n" }

  /// The tokens of each part.
  private func tokens(_ workspace: Workspace) -> [Set<String>] {
    Self.parts.map { part in
      Set(workspace.lines("out/\(part).csv").dropFirst().map { String($0.split(separator: ",")[0]) })
    }
  }

  @Test func fractionsAreRoughlyMet() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", csv((0..<3000).map { "p\($0),\($0)" }))
      try workspace.run(Self.pipeline())
      let counts = tokens(workspace).map { Double($0.count) / 3000 }
      // Five standard deviations of a binomial; the ring is random.
      for (count, fraction) in zip(counts, [0.6, 0.1, 0.3]) { #expect(abs(count - fraction) < 0.046) }
      #expect(counts.reduce(0, +) == 1)
    }
  }

  @Test func sameKeySamePartWhateverOrderAndFile() throws {
    try Workspace.with { workspace in
      let rows = (0..<300).map { "p\($0 % 100),\($0)" }
      try workspace.write("in.csv", csv(rows))
      try workspace.run(Self.pipeline())
      let first = tokens(workspace)
      #expect(first[0].isDisjoint(with: first[1]) && first[0].isDisjoint(with: first[2]))
      #expect(first[1].isDisjoint(with: first[2]))
      try workspace.write("other.csv", csv(rows.reversed().filter { !$0.hasPrefix("p1") }))
      try workspace.run(Self.pipeline(source: "other.csv"), on: .init(chunkSize: 100))
      for (some, all) in zip(tokens(workspace), first) { #expect(some.isSubset(of: all)) }
    }
  }

  @Test func anotherKeyRingSplitsOtherwise() throws {
    try Workspace.with { workspace in
      try workspace.makeKeyRing("other.keyring")
      // Values tell rows apart, since tokens differ too; unscaled they are the row numbers.
      try workspace.write("in.csv", csv((0..<500).map { "p\($0),\($0)" }))
      func rows(_ ring: String) throws -> Set<String> {
        try workspace.run(Self.pipeline(ring: ring).replacing(#/steps:\n.*\n/#) { _ in "" })
        return Set(workspace.lines("out/test.csv").dropFirst().map { String($0.split(separator: ",")[1]) })
      }
      let one = try rows("ring.keyring"), other = try rows("other.keyring")
      #expect(one != other)
      #expect(try rows("ring.keyring") == one)
    }
  }

  @Test func fittingSeesItsPartOnly() throws {
    try Workspace.with { workspace in
      let rows = (0..<300).map { "p\($0),\($0)" }
      try workspace.write("in.csv", csv(rows))
      try workspace.run(Self.pipeline().replacing(#/steps:\n.*\n/#) { _ in "" })
      let test = Set(workspace.lines("out/test.csv").dropFirst().map { String($0.split(separator: ",")[1]) })
      try workspace.run(Self.pipeline())
      let state = workspace.read("out/state.json"), train = workspace.read("out/train.csv")
      let changed = rows.map { row -> String in
        let fields = row.split(separator: ",")
        return test.contains("\(fields[1]).0") ? "\(fields[0]),-1e9" : row
      }
      #expect(changed != rows)
      try workspace.write("in.csv", csv(changed))
      try workspace.run(Self.pipeline())
      #expect(workspace.read("out/state.json") == state)
      #expect(workspace.read("out/train.csv") == train)
    }
  }
}
