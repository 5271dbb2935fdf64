import Foundation
import Testing

@testable import Engine

@Suite struct MachineTests {
  @Test(arguments: [
    ("536870912\n", 536_870_912), ("max\n", nil), ("", nil), ("0\n", nil), ("9223372036854771712", Int.max - 4095),
    ("99999999999999999999999\n", nil),
  ])
  func readsTheLimitOfAControlGroup(_ text: String, _ expected: Int?) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "limit-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(Machine.limit(file.path) == expected)
  }

  @Test func aMissingFileIsNoLimit() {
    #expect(Machine.limit("/no/such/file") == nil)
    #expect(Machine.memory > 0)
  }
}
