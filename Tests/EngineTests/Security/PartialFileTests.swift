import Configuration
import Foundation
import TestSupport
import Testing

@testable import Engine

/// Partial fits hold what a fitted state never does: values of single people. Under a key ring their files show none,
/// and whatever was done to a file, it is refused.
@Suite struct PartialFileTests {
  static let steps = [
    "{id: fill, use: simple_imputer, columns: [x], with: {strategy: median}}",
    "{id: words, use: one_hot_encoder, columns: [c], with: {handle_unknown: ignore}}",
    "{id: edges, use: kbins_discretizer, columns: [n], with: {encode: ordinal}}",
  ]

  /// One round over a table, as a file.
  private func part(_ small: SmallJob, _ csv: String) throws -> [UInt8] {
    try small.write(csv)
    let job = try small.job()
    return try PartialFit(job, after: nil).document(job)
  }

  private static func holds(_ file: [UInt8], _ sentinel: String) -> Bool {
    String(decoding: file, as: UTF8.self).contains(sentinel)
  }

  /// The bytes of 98765.4321 as doubles are stored.
  private static let stored = withUnsafeBytes(of: 98765.4321.bitPattern.littleEndian) { Array($0) }

  @Test func aFileUnderAKeyRingShowsNothing() throws {
    let odd = PeopleFloorJobTests.Outlier.onePersonOften.rows("98765.4321", "zsentinel")
    try SmallJob.with(steps: Self.steps, csv: "") { small in
      let file = try part(small, PeopleFloorJobTests.table(odd))
      #expect(!Self.holds(file, "sentinel") && !Self.holds(file, "98765"))
      #expect(!Data(file).contains(Self.stored))
      // Without a privacy section nobody is protected, and the same test would find them: it can fail.
      try small.removePrivacy()
      let open = try part(small, PeopleFloorJobTests.table(odd))
      #expect(Self.holds(open, "zsentinel") && Data(open).contains(Self.stored))
    }
  }

  @Test func partsMakeTheStateOfOneFit() throws {
    let rows = PeopleFloorJobTests.table([]).split(separator: "\n").map(String.init)
    func table(_ range: Range<Int>) -> String {
      ([rows[0]] + rows[range]).joined(separator: "\n") + "\n"
    }
    try SmallJob.with(steps: [Self.steps[0], Self.steps[2]], csv: table(1..<rows.count)) { small in
      let whole = try small.fit().json
      let files = try [1..<40, 40..<41, 41..<rows.count].map { try part(small, table($0)) }
      let job = try small.job()
      var merged = try PartialFit(document: files[0], named: "a", job)
      for file in files.dropFirst() { try merged.merge(try PartialFit(document: file, named: "b", job), for: job.plan) }
      #expect(try merged.finish(job).json.canonical == whole.canonical)
    }
  }

  @Test(arguments: [true, false])
  func damagedFilesAreRefused(_ isSealed: Bool) throws {
    try SmallJob.with(steps: Self.steps, csv: "") { small in
      if !isSealed { try small.removePrivacy() }
      let file = try part(small, PeopleFloorJobTests.table([]))
      let job = try small.job()
      var generator = SeededGenerator(seed: 4)
      let body = file.firstIndex(of: UInt8(ascii: "\n"))! + 1
      for round in 0..<60 {
        var damaged = file
        if round % 2 == 0 {
          damaged.removeLast(Int.random(in: 1...file.count, using: &generator))
        } else {
          damaged[Int.random(in: body..<file.count, using: &generator)] ^=
            1 << UInt8.random(in: 0..<8, using: &generator)
        }
        #expect(throws: EngineError.self, "round \(round)") {
          _ = try PartialFit(document: damaged, named: "part", job)
        }
      }
      // The head: refused, or what it says does not matter.
      for place in 0..<body {
        var damaged = file
        damaged[place] ^= 4
        _ = try? PartialFit(document: damaged, named: "part", job).finish(job)
      }
    }
  }
}

extension Data {
  fileprivate func contains(_ bytes: [UInt8]) -> Bool { range(of: Data(bytes)) != nil }
}

extension SmallJob {
  /// Takes the privacy section, the keys and the tag of personal data out of the pipeline.
  fileprivate func removePrivacy() throws {
    let text = try String(contentsOfFile: path("pipeline.yaml"), encoding: .utf8)
    var lines = text.components(separatedBy: "\n")
    for section in ["secrets:", "privacy:"] {
      guard let start = lines.firstIndex(of: section) else { continue }
      let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.count
      lines.removeSubrange(start..<end)
    }
    let open = lines.joined(separator: "\n").replacingOccurrences(of: ", pii: id", with: "")
    try Data(open.utf8).write(to: directory.appending(path: "pipeline.yaml"))
  }
}
