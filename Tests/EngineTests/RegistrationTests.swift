import Configuration
import Engine
import Foundation
import Plan
import Privacy
import Testing

@testable import Ledger

/// Runs are registered with all that a look-up or an erasure needs, and with no person in the clear.
@Suite struct RegistrationTests {
  /// The ledger is beside the pipeline.
  private func ledger(_ workspace: Workspace, _ plan: Plan, named name: String = "customers.ledger") throws -> Ledger {
    try Ledger.open(
      .file(path: workspace.path(name)), keys: KeyRings(for: plan).ring, mode: .existing)
  }

  @discardableResult
  private func run(
    _ workspace: Workspace, _ plan: Plan, _ command: Run.Command = .run, threads: Int = 2, chunkSize: Int = 1 << 12
  ) throws -> JSON {
    let keys = try KeyRings(for: plan)
    let job = try Job(
      plan: plan, keys: keys, ledger: Ledger.open(for: plan, keys: keys), threads: threads, memory: 1 << 30,
      chunkSize: chunkSize)
    let silent = open(workspace.path(".stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(silent) }
    let egress = Egress(verbosity: .quiet, output: silent, errors: silent)
    return try Run(command, job: job, state: nil, egress: egress).execute().json
  }

  @Test func aRunIsRegistered() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(400) + Customers.invalid.map(\.row)))
      let plan = try workspace.plan(Customers.pipeline())
      let manifest = try run(workspace, plan)
      let head = try #require(AuditHead(manifest["ledger"]?["head"]?.string ?? ""))
      let ledger = try ledger(workspace, plan)
      try ledger.read { session throws(LedgerError) in
        let runs = try session.runs()
        #expect(runs.count == 1)
        let run = runs[0]
        #expect(run.id == manifest["run"]?["id"]?.string)
        #expect(run.status == .published)
        #expect(run.subjectDomain == "customer")
        #expect(run.domains.map(\.domain) == ["customer", "email"])
        #expect(run.replay?.pipelineText.contains("name: customers") == true)
        #expect(run.process.isRunning == true)
        let source = try session.sources(ofRun: run.id).first
        #expect(source?.rows == 408)
        #expect(source?.paths == [workspace.path("in.csv")].map { URL(filePath: $0).resolvingSymlinksInPath().path })
        #expect(source?.digest == manifest["sources"]?[0]?["digest"]?.string)
        let artefacts = try session.artefacts(ofRun: run.id)
        #expect(artefacts.map(\.kind) == [.output, .output, .quarantine, .state, .manifest])
        #expect(artefacts.allSatisfy { $0.status == .present })
        for (artefact, output) in zip(artefacts, manifest["outputs"]?.array ?? []) {
          #expect(artefact.digest == output["digest"]?.string)
        }
        let verdict = try session.verifyAudit(against: [head])
        #expect(verdict.fault == nil)
        #expect(try session.auditEntries().map(\.kind) == [.runBegun, .runFinished])
      }
      // Again: what the first run wrote is there no more, and its filters are not asked.
      try run(workspace, plan)
      try ledger.read { session throws(LedgerError) in
        let runs = try session.runs()
        #expect(try session.artefacts(ofRun: runs[0].id).allSatisfy { $0.status == .replaced })
        #expect(try session.artefacts(ofRun: runs[1].id).allSatisfy { $0.status == .present })
      }
    }
  }

  @Test func peopleAreFound() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(400)))
      let plan = try workspace.plan(Customers.pipeline())
      try run(workspace, plan, chunkSize: Workspace.Machine().chunkSize)
      let lookup = try Lookup(try ledger(workspace, plan))
      let byID = try lookup.find(["c5", "c77", "nobody", " "], domain: "customer")
      #expect(byID.people.map(\.isFound) == [true, true, false, false])
      #expect(byID.people.map(\.isTokenizable) == [true, true, true, false])
      for person in byID.people.prefix(2) {
        #expect(person.sources.map(\.name) == ["customers"])
        #expect(person.findings.map(\.artefact.kind) == [.output, .state])
        #expect(person.findings.map(\.rows) == [1, nil])
        let output = try #require(workspace.read("out/\(person.findings[0].artefact.name).csv"))
        #expect(person.tokens.contains { output.contains($0) })
      }
      // The address leads to the same person; the token in an output leads to them, too.
      let byAddress = try lookup.find(["user5@MAIL.example"], domain: "email")
      #expect(byAddress.people[0].findings == byID.people[0].findings)
      let token = try #require(byID.people[0].tokens.first)
      #expect(try lookup.find([token], domain: "customer").people[0].findings == byID.people[0].findings)
      #expect(throws: EngineError.self) { try lookup.find(["c5"], domain: "phone") }
      // One row of each output that holds the person leaves for an access request.
      let answer = try AccessExport(lookup, to: workspace.path("answer"), job: try workspace.job(plan, .init()))
        .answer("c5", domain: "customer")
      #expect(answer.rows == 2)
      #expect(workspace.lines("answer/source-customers.csv").last?.hasPrefix("c5,user5@mail.example,") == true)
      let name = try #require(workspace.names(in: "answer").first { !$0.hasPrefix("source") })
      #expect(workspace.lines("answer/\(name)").count == 2)
      #expect(workspace.tokens("answer/\(name)").count == 1)
      // A source that has changed since is not what the run had.
      try workspace.write("in.csv", Customers.csv(Customers.rows(401)))
      let second = try AccessExport(lookup, to: workspace.path("second"), job: try workspace.job(plan, .init()))
        .answer("c5", domain: "customer")
      #expect(second.changed.map(\.name) == ["customers"])
      #expect(workspace.names(in: "second") == [name])
    }
  }

  @Test func aRunThatFailsIsToldFromOneThatWasKilled() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(50) + Customers.invalid.map(\.row)))
      let plan = try workspace.plan(Customers.pipeline(fraction: "0.01"))
      #expect(throws: EngineError.self) { try run(workspace, plan) }
      let ledger = try ledger(workspace, plan)
      try ledger.read { session throws(LedgerError) in
        let runs = try session.runs()
        #expect(runs.map(\.status) == [.failed])
        #expect(try session.artefacts(ofRun: runs[0].id).isEmpty)
        #expect(try session.auditEntries().map(\.kind) == [.runBegun, .runFailed])
      }
    }
  }

  /// The place of a ledger that cannot be had ends a run before it reads.
  @Test func aLedgerThatCannotBeOpenedStopsTheRun() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(50)))
      let plan = try workspace.plan(Customers.pipeline() + "ledger: {uri: @/in.csv/x.ledger}\n")
      #expect {
        try run(workspace, plan)
      } throws: { error in
        let diagnostic = (error as? EngineError)?.diagnostics(for: plan).first
        return diagnostic?.code.id == "F0800" && diagnostic?.help?.contains("ledger: {uri: none}") == true
      }
      let none = try workspace.plan(Customers.pipeline() + "ledger: {uri: none}\n")
      #expect(try run(workspace, none)["ledger"] == .null)
      #expect(!workspace.names(in: ".").contains { $0.contains("ledger") })
    }
  }

  /// Results do not depend on threads or chunks, and neither does what the ledger knows of them.
  @Test func filtersAreTheSameForAnyNumberOfThreads() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Customers.csv(Customers.rows(3000)))
      var seen: [[[UInt8]]] = []
      for (threads, chunkSize) in [(1, 1 << 20), (2, 1 << 12), (3, 1 << 14)] {
        let name = "t\(threads).ledger"
        let plan = try workspace.plan(Customers.pipeline() + "ledger: {uri: @/\(name)}\n")
        try run(workspace, plan, threads: threads, chunkSize: chunkSize)
        seen.append(
          try ledger(workspace, plan, named: name).maintain { (database) throws(LedgerError) in
            try database.rows("SELECT bits FROM filter_segments ORDER BY filter, segment") {
              (row) throws(LedgerError) in
              try row.blob(0)
            }
          })
      }
      #expect(seen[0].count > 3)
      #expect(seen[1] == seen[0])
      #expect(seen[2] == seen[0])
    }
  }

  /// Not in the rows, not in the names of files, not in parameters: nothing in the ledger's files shows a person.
  @Test func nobodyStandsInItInTheClear() throws {
    try Workspace.with { workspace in
      let source = "jane.canary@mail.example.csv"
      try workspace.write(source, Customers.csv(Customers.rows(100)))
      let text = Customers.pipeline(source: source)
        .replacingOccurrences(
          of: "name: customers\n", with: "name: customers\nparams: {who: {type: string, default: x}}\n")
      try workspace.write("pipeline.yaml", text.replacingOccurrences(of: "@/", with: workspace.directory.path + "/"))
      let loaded = LoadedPipeline(
        path: workspace.path("pipeline.yaml"),
        overrides: [Override(name: "who", value: "+49 170 1234567 canary", place: .whole("--set"))], environment: [:])
      let plan = try loaded.plan.get()
      try run(workspace, plan)
      let files = workspace.names(in: ".").filter { $0.contains(".ledger") }
      #expect(!files.isEmpty)
      for file in files {
        let bytes = try Data(contentsOf: workspace.directory.appending(path: file))
        for canary in ["jane.canary", "canary", "user5@mail", "mail.example", "1234567", "featurize: 1"] {
          #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(canary) in \(file)")
        }
        #expect(bytes.range(of: Data("pt1_".utf8)) == nil, "tokens are in the filters only as keyed hashes")
      }
      // The key holder can still do the run again.
      try ledger(workspace, plan).read { session throws(LedgerError) in
        let run = try session.runs()[0]
        #expect(run.replay?.parameters == [.init("who", "+49 170 1234567 canary")])
        #expect(try session.sources(ofRun: run.id)[0].paths?[0].hasSuffix(source) == true)
      }
    }
  }
}
