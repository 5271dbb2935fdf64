import Configuration
import Foundation
import Privacy
import Synchronization
import Testing

@testable import Engine

/// Tokens and shifted dates in whole runs, of many chunks, with nothing kept in memory between passes.
@Suite struct TokenJobTests {
  private static let machine = Workspace.Machine(threads: 3, memory: 1, chunkSize: 2000)

  private static func pipeline(_ id: String, mail: String = "domain: mail, key: ring") -> String {
    """
    featurize: 1
    name: visits
    secrets: {ring: {file: @/ring.keyring}}
    sources:
      visits:
        format: csv
        uri: @/in.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 0.5}
          columns:
            id: {type: string, role: group, pii: id}
            mail: {type: category, pii: email}
            admitted: {type: date}
            left: {type: timestamp, nullable: true}
            cost: {type: float}
    privacy:
      subject: visits.id
      k: 2
      rules:
        - {id: key, use: tokenize, columns: [id], with: {\(id)}}
        - {id: mail, use: tokenize, columns: [mail], with: {\(mail)}}
        - {id: dates, use: shift_dates, columns: [admitted, left], with: {key: ring, days: 40}}
    steps:
      - {id: scale, use: standard_scaler, columns: [cost]}
      - {id: often, use: count_encoder, columns: [mail], as: "{column}_count"}
    outputs:
      all: {format: csv, uri: @/out/all.csv}
    quarantine: {uri: @/out/rejected.csv}
    state: {uri: @/out/state.json}
    manifest: {uri: @/out/manifest.json}

    """
  }

  private static let people = 60

  /// Five visits of each person, ten days apart, in no order.
  private static let source: String = {
    let rows = (0..<people * 5).map { row in
      let (person, visit) = (row * 7 % people, row / people)
      return "p\(person),u\(person % 9)@x.example,2026-0\(1 + visit)-11,2026-0\(1 + visit)-12T08:30:00Z,\(row % 17)"
    }
    return "id,mail,admitted,left,cost\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func run(
    _ workspace: Workspace, _ pipeline: String, salts: (any SaltStore)? = nil, on machine: Workspace.Machine = machine
  ) throws -> [[String]] {
    let plan = try workspace.plan(pipeline)
    var keys = try KeyRings(for: plan)
    keys.salts = salts
    let job = try Job(
      plan: plan, keys: keys, threads: machine.threads, memory: machine.memory, chunkSize: machine.chunkSize)
    let egress = Egress(verbosity: .quiet, output: -1, errors: -1)
    _ = try Run(.run, job: job, state: nil, egress: egress).execute()
    return workspace.lines("out/all.csv").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func date(_ text: String) throws -> Date {
    try Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 0)!).parse(
      text.count == 10 ? text + "T00:00:00Z" : text)
  }

  @Test func datesOfAPersonMoveAlike() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.source + "p1,no-address,2026-01-01,,1\n")
      let rows = try run(workspace, Self.pipeline("domain: person, key: ring"))
      #expect(rows[0] == ["id", "mail", "admitted", "left", "cost", "mail_count"] && rows.count == Self.people * 5 + 1)
      var shifts: [String: Set<Int>] = [:]
      for (row, original) in zip(rows.dropFirst(), Self.source.split(separator: "\n").dropFirst()) {
        let fields = original.split(separator: ",").map(String.init)
        for column in [2, 3] {
          let moved = try date(row[column]).timeIntervalSince(date(fields[column]))
          #expect(moved.truncatingRemainder(dividingBy: 86_400) == 0)
          shifts[row[0], default: []].insert(Int(moved / 86_400))
        }
      }
      #expect(shifts.count == Self.people && shifts.values.allSatisfy { $0.count == 1 })
      let all = Set(shifts.values.flatMap(\.self))
      #expect(all.allSatisfy { $0 != 0 && abs($0) <= 40 } && all.count > 20)
      // Neither threads nor memory matter.
      #expect(
        try run(workspace, Self.pipeline("domain: person, key: ring"), on: Workspace.Machine(chunkSize: 2000)) == rows)
    }
  }

  @Test func vaultedRunsJoinUntilTheSaltIsGone() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.source)
      let pipeline = Self.pipeline("domain: person, key: ring, mode: vaulted")
      #expect(try workspace.failureCode(pipeline, on: Self.machine) == "F0350")
      #expect(workspace.read("out/all.csv") == nil)
      let store = MemorySaltStore()
      let first = try run(workspace, pipeline, salts: store)
      #expect(try run(workspace, pipeline, salts: store) == first)
      #expect(try store.counts().map(\.salts) == [Self.people])
      let vault = try KeyRing.open(path: workspace.path("ring.keyring"))
        .vault(tenant: "", domain: "person", form: .text, store: store)
      #expect(try vault.remove(vault.indexes(of: "p3", form: .text)) == 1)
      let after = try run(workspace, pipeline, salts: store)
      let differing = zip(first, after).filter { $0 != $1 }
      #expect(differing.count == 5 && Set(differing.map { $0.0[0] }).count == 1)
      #expect(Set(differing.map { $0.1[0] }).isDisjoint(with: first.map { $0[0] }))
    }
  }

  @Test func randomTokensHoldThroughAllPassesOfARun() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.source)
      let pipeline = Self.pipeline(
        "domain: person, key: ring, policy: document, erasable: false", mail: "domain: mail, key: ring, policy: full")
      let rows = try run(workspace, pipeline)
      #expect(Set(rows.dropFirst().map { $0[0] }).count == Self.people)
      #expect(Set(rows.dropFirst().map { $0[1] }).count == Self.people * 5)
      // Counted in one pass, looked up in another: every token of the second was seen in the first.
      #expect(Set(rows.dropFirst().map { $0[5] }).count == 1)
      #expect(rows.dropFirst().allSatisfy { Token(parsing: $0[0])?.kid == "rand" })
      #expect(try run(workspace, pipeline).dropFirst().allSatisfy { row in !rows.contains { $0[0] == row[0] } })
      #expect(workspace.read("out/manifest.json")?.contains("\"reproducible\": false") == true)
    }
  }

  @Test func bothTokensStandSideBySide() throws {
    try Workspace.with { workspace in
      try workspace.write("in.csv", Self.source)
      let pipeline = Self.pipeline("domain: person, key: ring, emit: both")
      #expect(try workspace.failureCode(pipeline) == "F0357")
      #expect(try workspace.failureCode(Self.pipeline("domain: person, key: ring")) == nil)
    }
  }

  @Test func guessableTokensAreToldWithoutAValue() throws {
    try Workspace.with { workspace in
      try workspace.write(
        "in.csv", Self.source + Self.source.split(separator: "\n").dropFirst().joined(separator: "\n"))
      for _ in 0..<2 {
        try workspace.write(
          "in.csv",
          workspace.read("in.csv")! + "\n" + Self.source.split(separator: "\n").dropFirst().joined(separator: "\n"))
      }
      let plan = try workspace.plan(Self.pipeline("domain: person, key: ring"))
      let heard = Heard()
      let job = try Job(
        plan: plan, keys: KeyRings(for: plan), threads: 2, memory: 1, chunkSize: 2000, remark: { heard.append($0) })
      _ = try job.ingest(forFitting: true)
      let remarks = heard.all
      #expect(remarks.map(\.code.id) == ["F0353", "F0353"] && remarks.allSatisfy { $0.severity == .warning })
      #expect(remarks[0].message.contains("at most 100") && remarks[1].message.contains("at most 10 "))
      #expect(!remarks.contains { $0.message.contains("x.example") || $0.message.contains("pt1_") })
    }
  }

  private final class Heard: Sendable {
    private let diagnostics = Mutex<[Diagnostic]>([])
    func append(_ diagnostic: Diagnostic) { diagnostics.withLock { $0.append(diagnostic) } }
    var all: [Diagnostic] { diagnostics.withLock { $0 } }
  }
}
