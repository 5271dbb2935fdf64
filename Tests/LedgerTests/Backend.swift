import Foundation
import Privacy
import TestSupport

@testable import Ledger

/// The databases that every test of the ledger runs on.
enum Backend: String, CaseIterable {
  case sqlite, postgreSQL

  /// A place for a new ledger, and keys.
  func with<Result>(_ body: (Place) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let location: LedgerLocation
    switch self {
    case .sqlite: location = LedgerLocation(directory.appending(path: "test.ledger").path)
    case .postgreSQL: location = LedgerLocation(try PostgreSQLServer.shared().newDatabase())
    }
    return try body(
      Place(
        location: location, directory: directory,
        keys: try KeyRing.createUnprotected(at: directory.appending(path: "ring").path)))
  }
}

struct Place {
  let location: LedgerLocation
  let directory: URL
  let keys: KeyRing

  func open(withKeys: Bool = true, mode: Ledger.Mode = .make) throws -> Ledger {
    try Ledger.open(location, keys: withKeys ? keys : nil, mode: mode)
  }

  func run(_ id: String, status: RegisteredRun.Status = .begun) -> RegisteredRun {
    RegisteredRun(
      id: id, command: "run", status: status, started: "2026-11-21T20:00:00Z", version: "1.0", pipeline: "churn",
      pipelineDigest: "blake2b:00", kid: keys.primary!.kid, tenant: "acme", subjectDomain: "customer",
      domains: [.init(domain: "customer", form: "text", tokenAsRaw: false)], process: .current,
      replay: RegisteredRun.Replay(
        pipelineFile: "p.yaml", pipelineText: "featurize: 1\n", directory: "/data",
        parameters: [.init("a", "1"), .init("a", "ü")], environment: [.init("X", "")],
        sources: [.init("rows", "in.csv")], state: nil, output: "out.csv"))
  }

  func artefact(_ run: String, _ path: String, kind: RegisteredArtefact.Kind = .output) -> RegisteredArtefact {
    RegisteredArtefact(
      run: run, kind: kind, name: "train", uri: "out/train.csv", path: path, rows: 3, bytes: 100, digest: "blake2b:11")
  }

  /// A filter of tokens, and their hashes.
  func filter(_ tokens: [String]) throws -> (TokenFilter, [UInt64]) {
    let hasher = try keys.filterHasher()
    let hashes = tokens.map { token in Array(token.utf8).withUnsafeBytes { hasher.hash($0) } }
    var filter = TokenFilter(forAtMost: hashes.count)
    filter.insert(hashes)
    return (filter, hashes)
  }
}

extension Ledger {
  /// Changes rows behind the ledger's back.
  func tamper(_ sql: String) throws { try maintain { (database) throws(LedgerError) in try database.run(script: sql) } }
}
