import Foundation
import Testing

/// Every file of `Cases` is a test.
@Suite struct TranscriptTests {
  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  @Test func thereAreCases() { #expect(Self.cases.count >= 20) }

  @Test(arguments: cases)
  func replays(_ name: String) throws {
    let url = Self.directory.appending(path: name)
    let expected = try Transcript(String(decoding: try Data(contentsOf: url), as: UTF8.self))
    try #require(!expected.commands.isEmpty)
    let actual = try Shell.withDirectory { try expected.replay(in: $0, binaries: Shell.binaries) }
    if ProcessInfo.processInfo.environment["FEATURIZE_RECORD"] != nil {
      try Data(actual.text.utf8).write(to: url)
    }
    for (expected, actual) in zip(expected.commands, actual.commands) {
      #expect(actual.exit == expected.exit, "\(expected.line)\n\(actual.stderr)")
      #expect(actual.stdout == expected.stdout)
      #expect(actual.stderr == expected.stderr)
    }
  }
}
