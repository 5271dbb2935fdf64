import Configuration
import Foundation
import Privacy
import Testing

@testable import Ledger

@Suite struct LedgerTests {
  @Test(arguments: Backend.allCases)
  func runsComeBackAsTheyWere(_ backend: Backend) throws {
    try backend.with { place in
      let run = place.run("r1")
      let source = RegisteredSource(
        run: "r1", position: 0, name: "rows", uri: "in*.csv", paths: ["/data/in1.csv", "/data/in2.csv"], bytes: 7,
        rows: 2, digest: "blake2b:22")
      do {
        let ledger = try place.open()
        try ledger.write { session throws(LedgerError) in
          try session.begin(run)
          try session.add(source, filter: nil)
          try session.add(place.artefact("r1", "/out/train.csv"), filter: nil)
          try session.set(.published, ofRun: "r1", finished: "2026-11-21T20:01:00Z")
          try session.settleArtefacts(ofRun: "r1")
        }
      }
      let ledger = try place.open(mode: .existing)
      try ledger.read { session throws(LedgerError) in
        var expected = run
        expected.status = .published
        expected.finished = "2026-11-21T20:01:00Z"
        #expect(try session.runs() == [expected])
        #expect(try session.sources(ofRun: "r1") == [source])
        let artefact = try session.artefacts(ofRun: "r1").first
        #expect(artefact?.path == "/out/train.csv")
        #expect(artefact?.status == .present)
        #expect(try session.unfinishedRuns().isEmpty)
      }
      // Without the keys what people wrote stays sealed, and nothing is written.
      let reader = try place.open(withKeys: false)
      try reader.read { session throws(LedgerError) in
        #expect(try session.runs().first?.replay == nil)
        #expect(try session.sources(ofRun: "r1").first?.paths == nil)
      }
      #expect(throws: LedgerError.noKeys(uri: place.location.uri)) {
        try reader.write { session throws(LedgerError) in try session.set(.failed, ofRun: "r1") }
      }
      #expect(throws: LedgerError.unknownRun(id: "r2", uri: place.location.uri)) {
        try ledger.write { session throws(LedgerError) in try session.set(.failed, ofRun: "r2") }
      }
    }
  }

  /// What `keys destroy --ledger` asks.
  @Test(arguments: Backend.allCases)
  func whatDependsOnAKey(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      let kid = try #require(place.keys.primary).kid
      try ledger.read { session throws(LedgerError) in #expect(try session.dependents(on: kid) == []) }
      try ledger.write { session throws(LedgerError) in
        try session.begin(place.run("r1"))
        try session.begin(place.run("r2"))
        try session.append(.keys, [:], at: "2026-11-21T20:00:00Z")
      }
      // Counting needs no keys.
      try place.open(withKeys: false).read { session throws(LedgerError) in
        #expect(
          try session.dependents(on: kid) == [
            "2 runs whose outputs and states hold its tokens", "1 entry of the audit chain",
          ])
        #expect(try session.dependents(on: "zzzz") == [])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func aWriteThatThrowsLeavesNothing(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      #expect(throws: LedgerError.busy(uri: "x")) {
        try ledger.write { session throws(LedgerError) in
          try session.begin(place.run("r1"))
          try session.append(.keys, [:], at: "2026-11-21T20:00:00Z")
          throw LedgerError.busy(uri: "x")
        }
      }
      // A statement that the database refuses: an artefact of no run.
      #expect(throws: LedgerError.self) {
        try ledger.write { session throws(LedgerError) in
          try session.begin(place.run("r2"))
          try session.add(place.artefact("nobody", "/a"), filter: nil)
        }
      }
      try ledger.read { session throws(LedgerError) in
        #expect(try session.runs().isEmpty)
        #expect(try session.head() == nil)
      }
      try ledger.write { session throws(LedgerError) in try session.begin(place.run("r3")) }
      #expect(try ledger.read { session throws(LedgerError) in try session.runs().map(\.id) } == ["r3"])
    }
  }

  @Test(arguments: Backend.allCases)
  func aLaterRunReplacesWhatItOverwrites(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      let (filter, hashes) = try place.filter(["a", "b"])
      for id in ["r1", "r2"] {
        try ledger.write { session throws(LedgerError) in
          try session.begin(place.run(id))
          try session.add(
            RegisteredSource(
              run: id, position: 0, name: "rows", uri: "in.csv", paths: ["/in.csv"], bytes: 1, rows: 1, digest: ""),
            filter: filter)
          try session.add(place.artefact(id, "/out/train.csv"), filter: filter)
          try session.add(place.artefact(id, "-"), filter: filter)
          try session.set(.published, ofRun: id)
          try session.settleArtefacts(ofRun: id)
        }
      }
      try ledger.read { session throws(LedgerError) in
        #expect(try session.artefacts(ofRun: "r1").map(\.status) == [.replaced, .departed])
        #expect(try session.artefacts(ofRun: "r2").map(\.status) == [.present, .departed])
        // What went to standard output cannot be overwritten: its source still counts.
        let owners = try session.candidates(for: hashes, kid: place.keys.primary!.kid).map(\.owner)
        #expect(
          owners == [
            .source(run: "r1", position: 0), .source(run: "r2", position: 0), .artefact(2), .artefact(3), .artefact(4),
          ])
      }
    }
  }

  /// `FEATURIZE_LEDGER_FILES=10000` measures what a look-up among so many takes.
  @Test(arguments: Backend.allCases)
  func oneSubjectIsFoundAmongManyFiles(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      let files = ProcessInfo.processInfo.environment["FEATURIZE_LEDGER_FILES"].flatMap { Int($0) } ?? 300
      var wanted: [UInt64] = []
      try ledger.write { session throws(LedgerError) in try session.begin(place.run("r1")) }
      for file in 0..<files {
        // Some small, some of many segments; `shared` in every tenth.
        let tokens = (0..<(file % 50 == 0 ? 5000 : 40)).map { "pt1_\(file)_\($0)" } + (file % 10 == 3 ? ["shared"] : [])
        let (filter, hashes) = try place.filter(tokens)
        if file % 10 == 3 { wanted = [hashes.last!] }
        try ledger.write { session throws(LedgerError) in
          try session.add(place.artefact("r1", "/out/\(file).csv"), filter: filter)
        }
      }
      let kid = place.keys.primary!.kid
      let stranger = try place.filter(["nobody"]).1
      try ledger.read { session throws(LedgerError) in
        #expect(try session.filterKeys() == [kid])
        let start = ContinuousClock.now
        let found = try session.candidates(for: wanted + stranger, kid: kid)
        let seconds = start.duration(to: .now)
        if files > 300 { print("\(backend): \(found.count) candidates among \(files) files in \(seconds)") }
        let holders = Set(found.filter { $0.hashes.contains(0) }.map(\.owner))
        for file in stride(from: 3, to: files, by: 10) { #expect(holders.contains(.artefact(file + 1))) }
        #expect(found.count <= files / 10 + 5, "false positives: \(found.count - files / 10)")
        #expect(try session.candidates(for: wanted, kid: "zzzz").isEmpty)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func tombstonesStay(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      func tombstone(_ domain: String, _ token: String, _ receipt: String) -> Tombstone {
        Tombstone(domain: domain, kid: "abcd", token: token, since: "2026-11-21T20:00:00Z", receipt: receipt)
      }
      try ledger.write { session throws(LedgerError) in
        #expect(try session.add([tombstone("customer", "t1", "e1"), tombstone("email", "t2", "e1")]) == 2)
        #expect(try session.add([tombstone("customer", "t1", "e2"), tombstone("customer", "t3", "e2")]) == 1)
      }
      try ledger.read { session throws(LedgerError) in
        #expect(
          try session.tombstones(domain: "customer") == [
            tombstone("customer", "t1", "e1"), tombstone("customer", "t3", "e2"),
          ])
        #expect(try session.tombstones().count == 3)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func erasuresAreResumable(_ backend: Backend) throws {
    try backend.with { place in
      let ledger = try place.open()
      var job = ErasureJob(id: "e1", requested: "2026-11-21T20:00:00Z", request: #"{"tokens":["t1"]}"#)
      var task = ErasureTask(erasure: "e1", position: 1, kind: "replay", run: "r1")
      try ledger.write { session throws(LedgerError) in
        try session.begin(place.run("r1"))
        try session.add(job, tasks: [ErasureTask(erasure: "e1", position: 0, kind: "salt"), task])
      }
      (task.status, task.note) = (.done, "2 rows")
      job.status = .running
      try ledger.write { session throws(LedgerError) in
        try session.update(task)
        try session.update(job)
      }
      let again = try place.open()
      try again.read { session throws(LedgerError) in
        #expect(try session.erasures() == [job])
        #expect(try session.tasks(ofErasure: "e1").map(\.status) == [.open, .done])
        #expect(try session.tasks(ofErasure: "e1").last == task)
      }
      #expect(
        try place.open(withKeys: false).read { session throws(LedgerError) in try session.erasures().first?.request }
          == nil)
      (job.status, job.request, job.receipt) = (.finished, nil, "signed")
      try again.write { session throws(LedgerError) in try session.update(job) }
      try again.purge()
      #expect(try again.read { session throws(LedgerError) in try session.erasures() } == [job])
    }
  }

  /// Threads with connections of their own; processes are the command line's to test.
  @Test(arguments: Backend.allCases)
  func manyWritersTakeTurns(_ backend: Backend) throws {
    try backend.with { place in
      let writers = 8, entries = 20
      nonisolated(unsafe) let failures = UnsafeMutablePointer<Int32>.allocate(capacity: writers)
      failures.initialize(repeating: 0, count: writers)
      defer { failures.deallocate() }
      DispatchQueue.concurrentPerform(iterations: writers) { writer in
        do {
          // Also the first opening, which makes the tables, happens at once.
          let ledger = try place.open()
          for entry in 0..<entries {
            try ledger.write { session throws(LedgerError) in
              try session.begin(place.run("r\(writer)-\(entry)"))
              try session.append(.runBegun, ["run": .string("r\(writer)-\(entry)")], at: "2026-11-21T20:00:00Z")
            }
          }
        } catch {
          failures[writer] = 1
          Issue.record(error)
        }
      }
      #expect((0..<writers).allSatisfy { failures[$0] == 0 })
      let ledger = try place.open()
      try ledger.read { session throws(LedgerError) in
        #expect(try session.runs().count == writers * entries)
        let verdict = try session.verifyAudit()
        #expect(verdict.fault == nil)
        #expect(verdict.verified == writers * entries)
      }
    }
  }
}
