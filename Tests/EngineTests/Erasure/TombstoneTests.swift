import Configuration
import Engine
import Foundation
import Plan
import Privacy
import TestSupport
import Testing

/// With the tombstones of some people, what a run makes of a source that still holds them is byte for byte what it makes
/// of a source that does not: outputs, quarantine, state. Nothing may depend on the rows that were dropped: chunks, row
/// numbers, folds, splits, the order of categories, sums.
@Suite struct TombstoneTests {
  /// Small chunks, so that dropped rows move many borders; rows that do not fit are read again.
  static let machines: [Workspace.Machine] = [
    .init(threads: 1, chunkSize: 4 << 20), .init(threads: 2, chunkSize: 3000),
    .init(threads: 3, memory: 1, chunkSize: 20_000),
  ]

  /// The first and the last, and some in between; never so many that too few for `privacy.k` are left.
  private func someone(_ pipeline: PersonalPipeline, _ count: Int, seed: UInt64) throws -> Set<String> {
    var random = SeededGenerator(seed: seed)
    let people = try pipeline.people()
    let some = people.shuffled(using: &random).prefix(min(count, people.count / 4))
    return Set([people[0], people[people.count - 1]] + some)
  }

  @Test(arguments: PersonalPipeline.all, [(1, 1), (40, 2), (300, 3)] as [(Int, UInt64)])
  func runAsIfTheyHadNeverBeen(_ pipeline: PersonalPipeline, _ crowd: (count: Int, seed: UInt64)) throws {
    try Workspace.with { workspace in
      let people = try someone(pipeline, crowd.count, seed: crowd.seed)
      try pipeline.lay(workspace, in: "with")
      try pipeline.lay(workspace, in: "without", without: people)
      let tombstones = try pipeline.tombstones(workspace, people)
      let machine = Self.machines[Int(crowd.seed) - 1]
      let full = try workspace.run(pipeline.plan(workspace, reading: "with", writing: "full"), on: machine)
      let erased = try workspace.run(
        pipeline.plan(workspace, reading: "with", writing: "erased"), on: machine, without: tombstones)
      let never = try workspace.run(pipeline.plan(workspace, reading: "without", writing: "never"), on: machine)
      #expect(workspace.contents(of: "erased") == workspace.contents(of: "never"), "seed \(crowd.seed)")
      #expect(workspace.contents(of: "erased") != workspace.contents(of: "full"))
      #expect(erased.rowsAddUp && full.rows("erased") == 0)
      #expect(erased.rows("read") == full.rows("read"))
      #expect(erased.rows("erased") == full.rows("read")! - never.rows("read")!)
      for count in ["output", "quarantined", "used", "unused"] {
        #expect(erased.rows(count) == never.rows(count), "\(count)")
      }
      // What was read is the same file.
      let digests = { (manifest: JSON) in manifest["sources"]?.array?.map { $0["digest"]?.string } }
      #expect(digests(erased) == digests(full))
      #expect(erased["invalid"] == never["invalid"])
    }
  }

  /// Applying a state: the new rows of the erased do not come out.
  @Test(arguments: PersonalPipeline.all.prefix(2))
  func apply(_ pipeline: PersonalPipeline) throws {
    try Workspace.with { workspace in
      let new = URL(filePath: pipeline.files.last!).lastPathComponent
      let records = PersonalPipeline.records(try PersonalPipeline.fixture(pipeline.files.last!))
      let position = records[0].components(separatedBy: ",").firstIndex(of: pipeline.column)!
      let people = Set([3, 50, records.count - 1].map { records[$0].components(separatedBy: ",")[position] })
      try pipeline.lay(workspace, in: "with")
      try pipeline.lay(workspace, in: "without", without: people)
      let plan = try pipeline.plan(workspace, reading: "with", writing: "out")
      try workspace.run(plan, .fit)
      let tombstones = try pipeline.tombstones(workspace, people)
      let source = plan.sources[0].name
      for (folder, tombstones) in [("with", tombstones), ("without", Tombstones())] {
        let plan = plan.applying(
          sources: [source: workspace.path("\(folder)/\(new)")], output: workspace.path("\(folder).csv"))
        try workspace.run(plan, .apply, without: tombstones)
      }
      #expect(workspace.read("with.csv") == workspace.read("without.csv"))
      #expect((workspace.read("with.csv") ?? "").utf8.count > 1000)
    }
  }

  /// Rows that break the contract, in every way, are somebody's: none of them is counted or set aside.
  @Test func invalidRows() throws {
    try Workspace.with { workspace in
      let rows = Customers.rows(60) + Customers.invalid.map(\.row)
      let people = Set(Customers.invalid.map { String($0.row.prefix { $0 != "," }) } + ["c7", "c59"])
      try workspace.write("in.csv", Customers.csv(rows))
      let left = rows.filter { !people.contains(String($0.prefix { $0 != "," })) }
      try workspace.write("never.csv", Customers.csv(left))
      let tokenizer = try KeyRing.open(path: workspace.path("ring.keyring")).tokenizer(
        tenant: "", domain: "customer", form: .text)
      let tombstones = Tombstones(people.map { Token(parsing: tokenizer.token(of: $0)!)! })
      for machine in [Workspace.Machine(), .init(threads: 3, memory: 1, chunkSize: 500)] {
        let erased = try workspace.run(
          workspace.plan(Customers.pipeline(folder: "erased")), on: machine, without: tombstones)
        try workspace.run(workspace.plan(Customers.pipeline(source: "never.csv", folder: "never")), on: machine)
        #expect(workspace.contents(of: "erased") == workspace.contents(of: "never"))
        // c3 twice: its own row and one of the same key.
        #expect(erased.rows("erased") == Int64(people.count + 1) && erased.rows("quarantined") == 0 && erased.rowsAddUp)
      }
    }
  }

  /// The lines of a file end as they like, and the file need not end with one.
  @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
  func lineEnds(_ end: String, _ isEnded: Bool) throws {
    try Workspace.with { workspace in
      func text(_ rows: [String]) -> String {
        let text = (["id,amount,city,visits,left"] + rows).joined(separator: end)
        return isEnded ? text + end : text
      }
      let rows = (0..<90).map { String(PartialFitTests.row($0).dropLast()) }
      let tokenizer = try KeyRing.open(path: workspace.path("ring.keyring")).tokenizer(
        tenant: "", domain: "person", form: .text)
      let tombstones = Tombstones([0, 41, 42, 89].map { Token(parsing: tokenizer.token(of: "p\($0)")!)! })
      // One byte more or less in a chunk is another chunk.
      for chunkSize in 60..<80 {
        let machine = Workspace.Machine(chunkSize: chunkSize)
        try workspace.write("in.csv", text(rows))
        try workspace.run(workspace.plan(PartialFitTests.pipeline()), on: machine, without: tombstones)
        let erased = (workspace.read("out.csv"), workspace.read("state.json"))
        // Whether the last record ends with a line end does not matter.
        try workspace.write("in.csv", text(rows.indices.filter { ![0, 41, 42, 89].contains($0) }.map { rows[$0] }))
        try workspace.run(workspace.plan(PartialFitTests.pipeline()), on: machine)
        #expect(erased == (workspace.read("out.csv"), workspace.read("state.json")), "chunks of \(chunkSize)")
      }
    }
  }

  /// Parts of a fit, and rows that are handed over one by one.
  @Test func partsAndServing() throws {
    try Workspace.with { workspace in
      let tokenizer = try KeyRing.open(path: workspace.path("ring.keyring")).tokenizer(
        tenant: "", domain: "person", form: .text)
      let tombstones = Tombstones([3, 17].map { Token(parsing: tokenizer.token(of: "p\($0)")!)! })
      let plan = try workspace.plan(
        PartialFitTests.pipeline(steps: "  - {id: scale, use: standard_scaler, columns: [amount, visits]}"))
      let all = (0..<40).map(PartialFitTests.row)
      let left = all.indices.filter { ![3, 17].contains($0) }.map { all[$0] }
      var states: [String?] = []
      for (rows, tombstones) in [(all, tombstones), (left, Tombstones())] {
        try workspace.write("in.csv", PartialFitTests.header + rows.joined())
        let sink = open(workspace.path(".said"), O_WRONLY | O_CREAT, 0o600)
        defer { close(sink) }
        let run = {
          PartialRun(
            job: try workspace.job(plan, .init(), without: tombstones),
            egress: Egress(verbosity: .quiet, output: sink, errors: sink))
        }
        #expect(try run().collect(after: nil, to: workspace.path("part")).rowCount == 38)
        _ = try run().finish(workspace.path("part"), to: workspace.path("state.json"))
        states.append(workspace.read("state.json"))
      }
      #expect(states[0] == states[1] && states[0] != nil)

      let job = try workspace.job(plan, .init(), without: tombstones)
      let row = { (id: String) in ["id": id, "amount": "1", "city": "town1", "visits": "1", "left": "true"] }
      let ingested = try job.ingest(rows: ["people": [row("p3"), row("p4")]])
      #expect(ingested[0].rowCount == 1 && ingested[0].erasedCount == 1)
    }
  }

  /// A tombstone of a key that has gone: the run must not bring people back.
  @Test func keyThatIsGone() throws {
    try Workspace.with { workspace in
      try workspace.makeKeyRing("other.keyring")
      let tokenizer = try KeyRing.open(path: workspace.path("other.keyring")).tokenizer(
        tenant: "", domain: "person", form: .text)
      try workspace.write("in.csv", PartialFitTests.header + PartialFitTests.row(1))
      let plan = try workspace.plan(PartialFitTests.pipeline())
      do {
        try workspace.run(plan, without: Tombstones([Token(parsing: tokenizer.token(of: "p9")!)!]))
        Issue.record("the run went on")
      } catch let error as EngineError {
        #expect(error.diagnostics(for: plan).map(\.code.id) == ["F0830"])
      }
    }
  }
}
