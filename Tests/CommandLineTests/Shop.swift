import Foundation
import Testing

/// A small shop: visits of people who become tokens, features, rows that are set aside, a state, a manifest, a ledger.
struct Shop {
  static let pipeline = """
    featurize: 1
    name: shop
    secrets: {ring: {file: ring.keyring}}
    sources:
      visits:
        format: csv
        uri: visits.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 0.5}
          columns:
            visitor: {type: string, role: group, pii: id}
            pages: {type: int, nullable: true, min: 0}
            device: {type: category}
    privacy:
      subject: visits.visitor
      k: 2
      rules: [{id: key, use: tokenize, columns: [visitor], with: {domain: visitor, key: ring}}]
    steps:
      - {id: fill, use: simple_imputer, columns: [pages], with: {strategy: mean}}
      - {id: kind, use: one_hot_encoder, columns: [device], with: {handle_unknown: ignore}}
    outputs: {all: {format: csv, uri: out/all.csv}}
    quarantine: {uri: out/rejected.csv}
    state: {uri: out/state.json}
    manifest: {uri: out/manifest.json}
    ledger: {uri: "LEDGER"}

    """

  let directory: URL

  /// Writes the pipeline.
  init(in directory: URL, ledger: String = "shop.ledger") throws {
    self.directory = directory
    try Data(Self.pipeline.replacingOccurrences(of: "LEDGER", with: ledger).utf8)
      .write(to: directory.appending(path: "shop.yaml"))
  }

  /// - Parameter rows: lines of `visitor,pages,device`.
  func write(visits rows: [String]) throws {
    let text = (["visitor,pages,device"] + rows).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: directory.appending(path: "visits.csv"))
  }

  /// A shop with keys and visits that ran.
  static func opened(in directory: URL, ledger: String = "shop.ledger", visits: [String]) throws -> Shop {
    let shop = try Shop(in: directory, ledger: ledger)
    try shop.write(visits: visits)
    let outcome = try Shell.run("featurize keys new ring.keyring --unprotected", in: directory)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
    try shop.run()
    return shop
  }

  func run() throws {
    let outcome = try Shell.run("featurize run shop.yaml -q", in: directory)
    #expect(outcome.exit == 0, "\(outcome.stderr)")
  }

  /// What the runs have written, but for the manifest, which tells how long its run took, and what a killed one left where
  /// the file system has no files without names.
  func files() throws -> [String: Data] {
    let out = directory.appending(path: "out")
    return try FileManager.default.contentsOfDirectory(atPath: out.path)
      .filter { $0 != "manifest.json" && !$0.hasSuffix(".part") }
      .reduce(into: [:]) { $0[$1] = try Data(contentsOf: out.appending(path: $1)) }
  }
}
