import Configuration
import Engine
import Foundation
import Glibc
import Ledger
import Logging
import Plan
import Privacy
import TestSupport
import Testing

/// Erasures of pipelines of the repository: what they leave is byte for byte what a run leaves that never saw the people,
/// and what they cannot do they say.
@Suite struct ErasureTests {
  /// A pipeline that ran with a ledger in a workspace: sources in `data`, files in `out`.
  private struct Scene {
    let workspace: Workspace
    let pipeline: PersonalPipeline
    let ring: KeyRing
    let ledger: Ledger
    let silence: Egress

    init(_ workspace: Workspace, _ pipeline: PersonalPipeline) throws {
      self.workspace = workspace
      self.pipeline = pipeline
      ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      ledger = try Ledger.open(.file(path: workspace.path("people.ledger")), keys: ring)
      let sink = open(workspace.path(".said"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
      silence = Egress(verbosity: .quiet, output: sink, errors: sink)
      try pipeline.lay(workspace, in: "data")
      try run(pipeline.plan(workspace, reading: "data", writing: "out"))
    }

    func run(_ plan: Plan, _ command: Run.Command = .run, registers: Bool = true) throws {
      let job = try Job(
        plan: plan, keys: try KeyRings(for: plan), ledger: registers ? ledger : nil, threads: 2)
      _ = try Run(command, job: job, state: nil, egress: silence).execute()
    }

    var erasure: Erasure {
      Erasure(
        ledger: ledger, keys: ring,
        machine: ErasureMachine(
          threads: 2, memory: 1 << 30, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, silence: silence
        ),
        egress: silence)
    }

    func request(_ lines: [String], refitsChanged: Bool = false) -> Erasure.Request {
      Erasure.Request(domain: pipeline.domain, tenant: "", lines: lines, refitsChanged: refitsChanged)
    }

    func erase(_ lines: [String], refitsChanged: Bool = false) throws -> Receipt {
      try erasure.finish(try erasure.begin(request(lines, refitsChanged: refitsChanged)))
    }

    /// What a run leaves that never saw these people.
    func never(_ people: Set<String>) throws -> [String: String] {
      try pipeline.lay(workspace, in: "clean", without: people)
      try run(pipeline.plan(workspace, reading: "clean", writing: "never"), registers: false)
      return workspace.contents(of: "never")
    }

    /// A file's action and reason in the receipt, by kind and name.
    func actions(_ receipt: Receipt) -> [String: String] {
      let files = ["files", "not_reached"].flatMap { receipt.content[$0]?.array ?? [] }
      return Dictionary(
        files.map {
          (
            "\($0["kind"]!.string!) \($0["name"]!.string!)",
            [$0["action"]?.string, $0["reason"]?.string].compactMap(\.self).joined(separator: ": ")
          )
        }
      ) { $1 }
    }

    func holds(_ person: String) throws -> Bool { try heldCount([person]) == 1 }

    /// How many of the people the filters say are held; of those who are not they say so 2 times in 1,000.
    func heldCount(_ people: some Sequence<String>) throws -> Int {
      let people = Array(people)
      return people.count - (try erasure.plan(request(people)).unheld)
    }
  }

  @Test(arguments: PersonalPipeline.all)
  func leavesWhatARunLeavesThatNeverSawThem(_ pipeline: PersonalPipeline) throws {
    try Workspace.with { workspace in
      let scene = try Scene(workspace, pipeline)
      let all = try pipeline.people()
      let people: Set = [all[0], all[7], all[all.count / 2], all[all.count - 1]]
      let before = workspace.contents(of: "out")
      #expect(try scene.heldCount(people) == people.count)
      let rehearsal = try scene.erasure.rehearse(scene.request(people.sorted()))
      #expect(rehearsal.runs.count == 1 && rehearsal.runs[0].sources.allSatisfy(\.isUnchanged))
      #expect(workspace.contents(of: "out") == before)

      let receipt = try scene.erase(people.sorted())
      #expect(workspace.contents(of: "out") == (try scene.never(people)))
      #expect(receipt.isAuthentic)
      #expect(Set(scene.actions(receipt).values) == ["replayed"])
      #expect(receipt.content["not_reached"] == [])
      let text = receipt.text
      for person in people { #expect(!text.contains(person)) }
      #expect(!text.contains("pt1_"))
      #expect(try scene.heldCount(people) <= 1)
      #expect(try scene.holds(all[9]))
      // Run again: they stay gone, though the source still holds them.
      try scene.run(pipeline.plan(workspace, reading: "data", writing: "out"))
      #expect(workspace.contents(of: "out") == (try scene.never(people)))
      #expect(try scene.heldCount(people) <= 1)
      // And again, somebody else.
      _ = try scene.erase([all[9]])
      #expect(workspace.contents(of: "out") == (try scene.never(people.union([all[9]]))))
    }
  }

  /// The state comes first, then what was made with it, though nobody of theirs is in the new rows.
  @Test func whatWasMadeWithTheirState() throws {
    try Workspace.with { workspace in
      let pipeline = PersonalPipeline.all[1]
      let scene = try Scene(workspace, pipeline)
      let plan = try pipeline.plan(workspace, reading: "data", writing: "out")
      let apply = { (folder: String) in
        plan.applying(
          sources: [plan.sources[0].name: workspace.path("data/bookings_new.csv")],
          output: workspace.path("\(folder)/new.csv"))
      }
      try scene.run(apply("out"), .apply)
      let person = try pipeline.people()[3]
      let receipt = try scene.erase([person])
      let never = try scene.never([person])
      try scene.run(
        pipeline.plan(workspace, reading: "clean", writing: "never").applying(
          sources: [plan.sources[0].name: workspace.path("clean/bookings_new.csv")],
          output: workspace.path("never/new.csv")), .apply, registers: false)
      #expect(workspace.contents(of: "out") == workspace.contents(of: "never"))
      #expect(never.count + 1 == workspace.contents(of: "never").count)
      #expect(scene.actions(receipt)["output output"] == "replayed")
    }
  }

  /// The source is another one now: rows are left out of the outputs, and the state is named.
  @Test func changedSource() throws {
    try Workspace.with { workspace in
      let pipeline = PersonalPipeline.all[0]
      let scene = try Scene(workspace, pipeline)
      let person = try pipeline.people()[5]
      let token = try scene.ring.tokenizer(tenant: "", domain: pipeline.domain, form: .text).token(of: person)!
      let before = workspace.contents(of: "out")
      try workspace.write("data/customers.csv", try workspace.read("data/customers.csv")! + "\n")
      let receipt = try scene.erase([person])
      let reason = "source `customers` has changed since"
      #expect(
        scene.actions(receipt) == [
          "output train": before["train.csv"]!.contains(token) ? "filtered: \(reason)" : "kept: \(reason)",
          "output test": before["test.csv"]!.contains(token) ? "filtered: \(reason)" : "kept: \(reason)",
          "quarantine quarantine": "removed: \(reason); whose rows it holds cannot be told",
          "state state": "unreached: not fitted again: \(reason)",
          "manifest manifest": "kept",
        ])
      let after = workspace.contents(of: "out")
      for name in ["train.csv", "test.csv"] {
        let left = before[name]!.split(separator: "\n").filter { !$0.contains(token) }.joined(separator: "\n") + "\n"
        #expect(after[name] == left)
      }
      #expect(after["state.json"] == before["state.json"] && after["rejected.csv"] == nil)
      // The state still was made of their row, and is still found by it.
      #expect(try scene.holds(person))
      // Asked to, the erasure takes the source as it is. Only rows of the fitted part have a say in the state.
      _ = try scene.erase([person], refitsChanged: true)
      let isFitted = before["train.csv"]!.contains(token)
      #expect((workspace.read("out/state.json") != before["state.json"]) == isFitted)
    }
  }

  /// Files that are elsewhere, changed, gone, or were printed, are named; nothing is put in their place.
  @Test func whatCannotBeReached() throws {
    try Workspace.with { workspace in
      let pipeline = PersonalPipeline.all[0]
      let scene = try Scene(workspace, pipeline)
      let people = Array(try pipeline.people().prefix(40))
      try FileManager.default.moveItem(atPath: workspace.path("out/train.csv"), toPath: workspace.path("elsewhere.csv"))
      try workspace.write("out/state.json", "{}\n")
      try workspace.write("out/test.csv", try workspace.read("out/test.csv")! + "\n")
      let receipt = try scene.erase(people)
      let actions = scene.actions(receipt)
      #expect(actions["output train"]?.hasPrefix("unreached: is not there any more") == true)
      #expect(actions["state state"] == "unreached: not fitted again: changed since it was written")
      #expect(actions["output test"]?.hasPrefix("filtered: changed since") == true)
      #expect(actions["quarantine quarantine"] == "replayed")
      #expect(workspace.read("out/train.csv") == nil && workspace.read("out/state.json") == "{}\n")
    }
  }

  /// A vault forgets the person: no salt is left by which a copy of a token could be told, and none is made again.
  @Test func vaultedTokens() throws {
    try Workspace.with { workspace in
      let rows = (0..<40).map(PartialFitTests.row)
      try workspace.write("in.csv", PartialFitTests.header + rows.joined())
      let ring = try KeyRing.open(path: workspace.path("ring.keyring"))
      let ledger = try Ledger.open(.file(path: workspace.path("vault.ledger")), keys: ring)
      let plan = try workspace.plan(
        PartialFitTests.pipeline().replacing("domain: person,", with: "domain: person, mode: vaulted,"))
      let run = {
        let job = try Job(plan: plan, keys: try KeyRings(for: plan), ledger: ledger, threads: 2)
        _ = try Run(.run, job: job, state: nil, egress: .silent).execute()
      }
      try run()
      let before = workspace.lines("out.csv")
      let vaulted = try ring.vaultedTokenizer(tenant: "", domain: "person", form: .text, store: ledger)
      let token = try #require(try vaulted.token(of: "p3", making: false))
      #expect(before.count { $0.contains(token) } == 1)
      #expect(try ledger.counts().map(\.salts) == [40])
      let erasure = Erasure(
        ledger: ledger, keys: ring,
        machine: ErasureMachine(
          threads: 2, memory: 1 << 30, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
          silence: .silent), egress: .silent)
      let receipt = try erasure.finish(
        try erasure.begin(.init(domain: "person", tenant: "", lines: ["p3"], refitsChanged: false)))
      #expect(receipt.content["salts_destroyed"]?.int == 1)
      #expect(try ledger.counts().map(\.salts) == [39])
      #expect(try vaulted.token(of: "p3", making: false) == nil)
      #expect(!(workspace.read("out.csv") ?? token).contains(token))
      // Nobody else's token has changed, and the person gets no new one.
      let after = workspace.read("out.csv")
      #expect(workspace.lines("out.csv").count == 40)
      try run()
      #expect(workspace.read("out.csv") == after)
      #expect(try ledger.counts().map(\.salts) == [39])
    }
  }

  /// Whoever has only rows that break the contract is in the quarantine file, and is found there.
  @Test func onlySetAside() throws {
    try Workspace.with { workspace in
      let pipeline = PersonalPipeline.all[2]
      let scene = try Scene(workspace, pipeline)
      try workspace.write(
        "data/users.csv", try workspace.read("data/users.csv")! + "u-77777,yesterday,PL,true\nu-77778,2026-01-01\n")
      try scene.run(pipeline.plan(workspace, reading: "data", writing: "out"))
      let before = workspace.lines("out/rejected.csv").count
      #expect(try scene.holds("u-77777") && scene.holds("u-77778"))
      let receipt = try scene.erase(["u-77777", "u-77778"])
      #expect(receipt.content["request"]?["not_held"]?.int == 0)
      #expect(workspace.contents(of: "out") == (try scene.never(["u-77777", "u-77778"])))
      #expect(workspace.lines("out/rejected.csv").count == before - 2)
    }
  }

  @Test func nobody() throws {
    try Workspace.with { workspace in
      let scene = try Scene(workspace, PersonalPipeline.all[2])
      let before = workspace.contents(of: "out")
      let receipt = try scene.erase(["u-99999"])
      #expect(receipt.content["request"]?["not_held"]?.int == 1)
      #expect(receipt.content["files"] == [] && receipt.content["request"]?["tombstones"]?.int == 1)
      #expect(workspace.contents(of: "out") == before)
      // Should they come, they are left out.
      try workspace.write(
        "data/users.csv", try workspace.read("data/users.csv")! + "u-99999,2026-01-01,PL,true\n")
      try scene.run(scene.pipeline.plan(workspace, reading: "data", writing: "out"))
      #expect(workspace.contents(of: "out") == before)
    }
  }

  @Test(arguments: [(["pt1_customer_broken"], "customer"), (["ü\u{7}", "-"], "user"), (["person-1"], "guests")])
  func requestsThatMeanNobody(_ lines: [String], _ domain: String) throws {
    try Workspace.with { workspace in
      let scene = try Scene(workspace, PersonalPipeline.all[2])
      do {
        _ = try scene.erasure.begin(.init(domain: domain, tenant: "", lines: lines, refitsChanged: false))
        Issue.record("the request was taken")
      } catch let error as EngineError {
        #expect(["F0832", "F0833"].contains(error.diagnostics(naming: "").first?.code.id))
        #expect(!"\(error.diagnostics(naming: ""))".contains(lines[0]))
      }
      #expect(try scene.erasure.unfinished() == nil)
    }
  }

  /// A run that has read its sources when people are erased would bring them back.
  @Test func runsThatWereUnderWay() throws {
    try Workspace.with { workspace in
      let pipeline = PersonalPipeline.all[2]
      let scene = try Scene(workspace, pipeline)
      let plan = try pipeline.plan(workspace, reading: "data", writing: "out")
      let late = try Job(plan: plan, keys: try KeyRings(for: plan), ledger: scene.ledger, threads: 1)
      let person = try pipeline.people()[3]
      _ = try scene.erase([person])
      let before = workspace.contents(of: "out")
      do {
        _ = try Run(.run, job: late, state: nil, egress: scene.silence).execute()
        Issue.record("the run published")
      } catch let error as EngineError {
        #expect(error.diagnostics(for: plan).map(\.code.id) == ["F0836"])
      }
      #expect(workspace.contents(of: "out") == before)
    }
  }
}
