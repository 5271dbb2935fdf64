import Foundation
import Testing

/// The same inputs, pipeline and key give the same bytes, whatever the machine.
@Suite struct DeterminismTests {
  static let machines = [
    Workspace.Machine(threads: 2, memory: 1 << 30), Workspace.Machine(threads: 7, memory: 1 << 30),
    Workspace.Machine(threads: 1, memory: 20_000), Workspace.Machine(threads: 7, memory: 20_000),
    Workspace.Machine(threads: 1, memory: 1), Workspace.Machine(threads: 7, memory: 1),
  ]

  static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let files = ["train.csv", "test.csv", "features.csv", "rejected.csv", "state.json"]

  /// Everything but the manifest, which tells of the run itself.
  private func outcome(_ workspace: Workspace, _ pipeline: String, _ machine: Workspace.Machine) throws -> [String?] {
    try workspace.run(pipeline, on: machine)
    return Self.files.map { workspace.read("out/\($0)") }
  }

  @Test(arguments: machines)
  func manyChunks(_ machine: Workspace.Machine) throws {
    try Workspace.with { workspace in
      let rows = Customers.rows(400) + Customers.invalid.map(\.row) + Customers.rows(100, seed: 2, first: 400)
      try workspace.write("in.csv", Customers.csv(rows))
      var machine = machine, reference = Workspace.Machine(threads: 1, memory: 1 << 30)
      (machine.chunkSize, reference.chunkSize) = (3000, 3000)
      let expected = try outcome(workspace, Customers.pipeline(), reference)
      #expect(expected.compactMap(\.self).count == 4)
      #expect(try outcome(workspace, Customers.pipeline(), machine) == expected)
    }
  }

  /// Every pipeline of the repository, over many small chunks of its fixtures.
  @Test(arguments: try pipelines())
  func fixtures(_ name: String) throws {
    try Workspace.with { workspace in
      let expected = try outcome(name, in: workspace, Workspace.Machine(threads: 1, chunkSize: 15_000))
      #expect(expected.keys.contains("state.json") && expected.count > 1)
      for (threads, memory) in [(2, 1 << 30), (3, 1 << 30), (3, 1), (8, 20_000)] {
        let machine = Workspace.Machine(threads: threads, memory: memory, chunkSize: 15_000)
        #expect(try outcome(name, in: workspace, machine) == expected, "\(threads) threads, \(memory) bytes")
      }
    }
  }

  /// Chunks of another size round sums elsewhere, so that the last digits of fitted numbers may differ; all else is the
  /// same.
  @Test(arguments: try pipelines(), [3000, 1 << 20])
  func chunkSizes(_ name: String, _ chunkSize: Int) throws {
    try Workspace.with { workspace in
      let expected = try outcome(name, in: workspace, Workspace.Machine(threads: 2, chunkSize: 15_000))
      let found = try outcome(name, in: workspace, Workspace.Machine(threads: 2, chunkSize: chunkSize))
      #expect(found.keys == expected.keys)
      for (file, text) in expected {
        let words = [text, found[file] ?? nil].map { ($0 ?? "").split { ",:[]{}\" \n".contains($0) } }
        #expect(words[0].count == words[1].count, "\(file)")
        let differing = zip(words[0], words[1]).first { !Self.isSame($0, $1) }
        #expect(differing == nil, "\(file)")
      }
    }
  }

  /// Equal words, or numbers that are equal but for rounding.
  private static func isSame(_ one: Substring, _ other: Substring) -> Bool {
    if one == other { return true }
    guard let one = Double(one), let other = Double(other) else { return false }
    return abs(one - other) <= 1e-9 * max(1, abs(one))
  }

  /// By name, what a run of a pipeline of the repository leaves, but for the manifest.
  private func outcome(
    _ name: String, in workspace: Workspace, _ machine: Workspace.Machine
  ) throws -> [String: String?] {
    let file = Self.checkout.appending(path: "pipelines/\(name).yaml")
    let pipeline = try String(contentsOf: file, encoding: .utf8)
      .replacingOccurrences(of: "fixtures/", with: Self.checkout.path + "/fixtures/")
      .replacingOccurrences(of: "keys/dev.keyring", with: "@/ring.keyring")
      .replacingOccurrences(of: "out/\(name)/", with: "@/out/")
    try workspace.run(pipeline, on: machine)
    let files = workspace.names(in: "out").filter { $0 != "manifest.json" }
    return Dictionary(uniqueKeysWithValues: files.map { ($0, workspace.read("out/\($0)")) })
  }

  private static func pipelines() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: checkout.appending(path: "pipelines").path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }
}
