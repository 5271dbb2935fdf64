import Configuration
import Engine
import Foundation
import Testing

/// `privacy.release` in whole runs: what leaves keeps the policy, or nothing leaves.
@Suite struct ReleaseJobTests {
  static let columns = [
    "person: {type: string, role: group, nullable: true, pii: id}", "age: {type: int, nullable: true, pii: age}",
    "zip: {type: string}", "illness: {type: category}", "note: {type: category}",
  ]

  static func pipeline(
    _ release: String, outputs: String = "all: {format: csv, uri: @/out/all.csv}", split: String = ""
  )
    -> String
  {
    """
    featurize: 1
    name: released
    secrets:
      ring: {file: @/ring.keyring}
    sources:
      people:
        format: csv
        uri: @/in.csv
        contract:
          columns:
            \(columns.joined(separator: "\n        "))
    privacy:
      subject: people.person
      k: 5
      rules:
        - {id: key, use: tokenize, columns: [person], with: {domain: person, key: ring}}
        - {id: age, use: generalize, columns: [age], with: {to: range, step: 1}}
      release: {quasi: [age, zip], \(release)}
    \(split)
    outputs:
      \(outputs.split(separator: "\n").joined(separator: "\n  "))
    state: {uri: @/out/state.json}
    manifest: {uri: @/out/manifest.json}

    """
  }

  /// Rows of 300 people, some with several, some of nobody, and the last twelve of people who stand out.
  static func csv(_ count: Int = 600) -> String {
    let crowd = (0..<count - 12).map { row in
      let person = row * 7919 % 300
      let name = person % 50 == 0 ? "" : "p\(person)"
      let age = person % 37 == 0 ? "" : "\(18 + person * 31 % 60)"
      let illness = ["flu", "gout", "asthma"][(row / 300 + person / 7) % 3]
      return "\(name),\(age),10\(100 + person * 17 % 90),\(illness),n\(row)\n"
    }
    let others = (0..<12).map { "o\($0 % 4),110,99999,\($0 % 2 == 0 ? "flu" : "gout"),o\n" }
    return "person,age,zip,illness,note\n" + crowd.joined() + others.joined()
  }

  @Test(arguments: [
    Workspace.Machine(threads: 1, memory: 1 << 30, chunkSize: 1 << 20),
    Workspace.Machine(threads: 2, memory: 1 << 30, chunkSize: 900),
    Workspace.Machine(threads: 7, memory: 60_000, chunkSize: 500),
    Workspace.Machine(threads: 3, memory: 60_000, chunkSize: 2000),
  ])
  func bytesDoNotDependOnTheMachine(_ machine: Workspace.Machine) throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let pipeline = Self.pipeline("k: 5, l: 2, t: 0.4, sensitive: [illness], method: generalize, max_suppressed: 0.1")
      try workspace.run(pipeline, on: .init(threads: 1, memory: 1 << 30, chunkSize: 4000))
      let expected = try #require(workspace.read("out/all.csv"))
      try workspace.run(pipeline, on: machine)
      #expect(workspace.read("out/all.csv") == expected)
    }
  }

  @Test func suppressedRowsAreDroppedAndCounted() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let manifest = try workspace.run(
        Self.pipeline("k: 8, method: generalize, max_suppressed: 0.1"), on: .init(threads: 2, chunkSize: 1500))
      #expect(manifest.rowsAddUp)
      let release = try #require(manifest["privacy"]?["release"]?[0])
      let suppressed = try #require(release["suppressed"]?.int), rows = try #require(release["rows"]?.int)
      #expect(suppressed > 0 && suppressed + rows == 600)
      #expect(manifest.rows("dropped") == suppressed)
      #expect(manifest.rows("output") == rows)
      #expect(try #require(release["k"]?.int) >= 8)
      #expect(release["counted"]?.string == "people")
      #expect(workspace.lines("out/all.csv").count == Int(rows) + 1)
    }
  }

  /// Twelve rows of one person, or of nobody, are no twelve people.
  @Test(arguments: ["odd", ""])
  func rowsOfOnePersonAreOnePerson(_ name: String) throws {
    try Workspace.with { workspace in
      let crowd = (0..<12).map { "p\($0),30,10115,flu,n\n" }.joined()
      let alone = (0..<12).map { _ in "\(name),90,99999,flu,n\n" }.joined()
      try workspace.write("in.csv", "person,age,zip,illness,note\n" + crowd + alone)
      let refused = try #require(try workspace.failure(workspace.plan(Self.pipeline("k: 5"))))
      #expect(refused.map(\.code.id) == ["F0362"])
      #expect(refused[0].message.contains("12 of 24 rows"))
      #expect(workspace.names(in: "out") == [])
      let manifest = try workspace.run(Self.pipeline("k: 5, method: suppress, max_suppressed: 0.5"))
      #expect(manifest.rows("output") == 12 && manifest.rows("dropped") == 12)
      #expect(workspace.read("out/all.csv")?.contains("99999") == false)
    }
  }

  @Test func nothingIsPublishedBelowThePolicy() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv(40))
      for release in [
        "k: 1000, method: generalize, max_suppressed: 0.99", "l: 4, sensitive: [illness], method: generalize",
        "k: 5, method: suppress", "k: 5",
      ] {
        let failure = try #require(try workspace.failure(workspace.plan(Self.pipeline(release))), "\(release)")
        #expect(failure.map(\.code.id) == ["F0362"])
        #expect(workspace.names(in: "out") == [])
      }
    }
  }

  /// Parts of a split are released with the same levels, and each keeps the policy by itself.
  @Test func outputsOfASplitHaveTheSameLevels() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let manifest = try workspace.run(
        Self.pipeline(
          "k: 4, method: generalize, max_suppressed: 0.2",
          outputs: """
            train: {format: csv, uri: @/out/train.csv, split: train}
            test: {format: csv, uri: @/out/test.csv, split: test}
            """, split: "split: {by: person, fractions: {train: 0.7, test: 0.3}, fit_on: train}"),
        on: .init(threads: 3, chunkSize: 1000))
      let releases = try #require(manifest["privacy"]?["release"]?.array)
      #expect(releases.map { $0["output"]?.string } == ["train", "test"])
      #expect(releases[0]["quasi"] == releases[1]["quasi"])
      for release in releases { #expect(try #require(release["k"]?.int) >= 4) }
      #expect(manifest.rowsAddUp)
    }
  }

  /// An output beside the released ones takes all rows; none of them is then dropped.
  @Test func outputsThatAreNotReleasedKeepTheirRows() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv())
      let manifest = try workspace.run(
        Self.pipeline(
          "k: 8, method: generalize, max_suppressed: 0.1, outputs: [out]",
          outputs: """
            own: {format: csv, uri: @/out/own.csv}
            out: {format: csv, uri: @/out/out.csv}
            """))
      #expect(manifest.rows("output") == 600 && manifest.rows("dropped") == 0)
      #expect(workspace.lines("out/own.csv").count == 601)
      #expect(workspace.lines("out/out.csv").count < 601)
      #expect(workspace.read("out/own.csv")?.contains("*") == false)
    }
  }

  @Test func groupsOfThePipeline() throws {
    try Workspace.with { workspace in
      let rows = (0..<40).map { "p\($0),30,\(["10", "11", "20", "30"][$0 % 4]),flu,n\n" }.joined()
      try workspace.write("in.csv", "person,age,zip,illness,note\n" + rows)
      let manifest = try workspace.run(
        Self.pipeline("k: 11, method: generalize, hierarchies: {zip: {groups: {near: [10, 11], far: [20]}}}"))
      #expect(manifest["privacy"]?["release"]?[0]?["k"]?.int == 40)
      let halves = try workspace.run(
        Self.pipeline("k: 10, method: generalize, hierarchies: {zip: {groups: {near: [10, 11], far: [20]}}}"))
      #expect(halves["privacy"]?["release"]?[0]?["k"]?.int == 10)
      let grouped = try workspace.run(
        Self.pipeline("k: 20, method: generalize, hierarchies: {zip: {groups: {near: [10, 11], far: [20, 30]}}}"))
      #expect(grouped["privacy"]?["release"]?[0]?["k"]?.int == 20)
      #expect(Set(workspace.lines("out/all.csv").dropFirst().map { $0.split(separator: ",")[2] }) == ["near", "far"])
    }
  }

  /// No value of the data is in the manifest or the message.
  @Test func noValueIsTold() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.csv() + "p900,77,zcanary,ycanary,n\n")
      let pipeline = Self.pipeline("k: 6, l: 2, sensitive: [illness], method: generalize, max_suppressed: 0.1")
      try workspace.run(pipeline)
      for file in ["out/manifest.json", "out/state.json"] {
        #expect(workspace.read(file)?.contains("canary") == false)
      }
      let failure = try #require(
        try workspace.failure(workspace.plan(Self.pipeline("k: 5, sensitive: [illness]"))))
      #expect(!failure.contains { "\($0)".contains("canary") })
    }
  }
}
