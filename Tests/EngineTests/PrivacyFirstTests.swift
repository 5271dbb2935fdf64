import Configuration
import Foundation
import Testing

/// What protects people is done before anything else sees a row, and counts people, not rows.
@Suite struct PrivacyFirstTests {
  static let pipeline = """
    featurize: 1
    name: people
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      visits:
        format: csv
        uri: @/in.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 0.5}
          columns:
            person: {type: string, role: group, pii: id}
            mail: {type: string, pii: email}
            city: {type: category}
    privacy:
      subject: visits.person
      k: 3
      rules:
        - {id: p, use: tokenize, columns: [person], with: {domain: person, key: ring}}
        - {id: m, use: tokenize, columns: [mail], with: {domain: mail, key: ring, canonical: email}}
    steps:
      - {id: c, use: one_hot_encoder, columns: [city], with: {handle_unknown: infrequent_if_exist}}
    outputs: {all: {format: csv, uri: @/out/all.csv}}
    quarantine: {uri: @/out/rejected.csv}
    state: {uri: @/out/state.json}

    """

  /// Bonn has rows of four people, Oslo ten rows of two: only Bonn is named.
  @Test(arguments: [1 << 20, 90])
  func categoriesAreCountedByPeople(_ chunkSize: Int) throws {
    try Workspace.with { workspace in
      let rows =
        (0..<8).map { "p\($0 % 4),a\($0)@mail.example,Bonn" } + (0..<10).map { "q\($0 % 2),b\($0)@mail.example,Oslo" }
      try workspace.write("in.csv", (["person,mail,city"] + rows).joined(separator: "\n") + "\n")
      try workspace.run(Self.pipeline, on: .init(threads: 7, chunkSize: chunkSize))
      #expect(workspace.lines("out/all.csv").first == "person,mail,city_Bonn,city_infrequent_sklearn")
      let state = try #require(workspace.read("out/state.json"))
      #expect(state.contains("Bonn") && !state.contains("Oslo"))
    }
  }

  /// A value that cannot be treated takes its row away, and never comes through as it is.
  @Test func untreatableValuesAreSetAside() throws {
    try Workspace.with { workspace in
      let rows = (0..<8).map { "p\($0),a\($0)@mail.example,Bonn" } + ["p8,no address,Bonn", "p9,@,Bonn"]
      try workspace.write("in.csv", (["person,mail,city"] + rows).joined(separator: "\n") + "\n")
      let manifest = try workspace.run(Self.pipeline, on: .init(chunkSize: 60))
      #expect(manifest.rows("quarantined") == 2 && manifest.rows("output") == 8)
      #expect(manifest["invalid"]?["untreatable"]?.int == 2)
      for name in workspace.names(in: "out") {
        let text = try #require(workspace.read("out/\(name)"))
        #expect(!text.contains("mail.example") && !text.contains("no address") && !text.contains("p8"))
      }
    }
  }

  /// A fold, a split and a step see the token: with treated values alone the outputs are the same.
  @Test func spellingsOfOnePersonAreOneToken() throws {
    try Workspace.with { workspace in
      let rows = (0..<4).map { "p\($0), A@MAIL.example ,Bonn" } + (0..<4).map { "r\($0),A@mail.EXAMPLE,Bonn" }
      try workspace.write("in.csv", (["person,mail,city"] + rows).joined(separator: "\n") + "\n")
      try workspace.run(Self.pipeline)
      #expect(Set(workspace.lines("out/all.csv").dropFirst().map { $0.split(separator: ",")[1] }).count == 1)
    }
  }
}
