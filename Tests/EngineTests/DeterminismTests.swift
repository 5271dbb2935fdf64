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

  @Test(arguments: ["churn", "flights"], [(1, 1), (7, 1), (7, 1 << 30)])
  func fixtures(_ name: String, _ machine: (threads: Int, memory: Int)) throws {
    try Workspace.with { workspace in
      let file = Self.checkout.appending(path: "pipelines/\(name).yaml")
      // The number of chunks is what counts; a part of the rows is quick enough for a debug build.
      let data = try String(contentsOf: Self.checkout.appending(path: Self.data[name]!), encoding: .utf8)
      try workspace.write("in.csv", data.split(separator: "\n").prefix(1000).joined(separator: "\n") + "\n")
      let pipeline = try String(contentsOf: file, encoding: .utf8)
        .replacingOccurrences(of: Self.data[name]!, with: "@/in.csv")
        .replacingOccurrences(of: "keys/dev.keyring", with: "@/ring.keyring")
        .replacingOccurrences(of: "out/\(name)/", with: "@/out/")
        .replacingOccurrences(of: "max_fraction: 0.01", with: "max_fraction: 0.5")
      let reference = try outcome(workspace, pipeline, Workspace.Machine(threads: 2, chunkSize: 15_000))
      let other = Workspace.Machine(threads: machine.threads, memory: machine.memory, chunkSize: 15_000)
      #expect(try outcome(workspace, pipeline, other) == reference)
    }
  }

  static let data = ["churn": "fixtures/churn/customers.csv", "flights": "fixtures/flights/flights.csv"]
}
