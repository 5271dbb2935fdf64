import Foundation
import Testing

@testable import Privacy

/// Detectors beside python-stdnum: `Tests/Detection/validators.py` says how the vectors come about.
@Suite struct ValidatorVectorTests {
  struct Group: Sendable, CustomTestStringConvertible {
    let entity: Entity
    let minimumScore: Double
    let alphabet: [UInt8]
    let context: String
    var lines: [(code: String, bits: String)] = []

    var testDescription: String { "\(entity.rawValue), \(lines.count) identifiers" }
  }

  static let groups: [Group] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Detection/validators.txt")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    var groups: [Group] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 4).map(String.init)
      if words[0] == "@" {
        groups.append(
          Group(
            entity: Entity(rawValue: words[1])!, minimumScore: Double(words[2])!, alphabet: Array(words[3].utf8),
            context: words[4]))
      } else {
        groups[groups.count - 1].lines.append((words[0], words[1]))
      }
    }
    return groups
  }()

  /// The identifier, every other character of the alphabet at every place, every exchange of neighbours that differ.
  static func neighbours(of code: [UInt8], _ alphabet: [UInt8]) -> [[UInt8]] {
    var all = [code]
    for place in code.indices {
      for other in alphabet where other != code[place] {
        all.append(code)
        all[all.count - 1][place] = other
      }
    }
    for place in code.indices.dropLast() where code[place] != code[place + 1] {
      all.append(code)
      all[all.count - 1].swapAt(place, place + 1)
    }
    return all
  }

  @Test func vectorsAreThere() { #expect(Self.groups.count >= 40) }

  @Test(arguments: groups)
  func agrees(_ group: Group) {
    let scanner = Scanner(DetectionPolicy(exactly: [group.entity], minimumScore: group.minimumScore))
    let before = Array("\(group.context) ".utf8)
    for (code, hex) in group.lines {
      // After a leading 1, four verdicts a character.
      let verdicts = hex.flatMap { character in
        let nibble = character.hexDigitValue!
        return [8, 4, 2, 1].map { nibble & $0 != 0 }
      }
      let first = verdicts.firstIndex(of: true)! + 1
      for (index, neighbour) in Self.neighbours(of: Array(code.utf8), group.alphabet).enumerated() {
        let text = before + neighbour
        let findings = text.withUnsafeBufferPointer { scanner.findings(in: $0) }
        let isFound = findings.contains { $0.range == before.count..<text.count }
        #expect(isFound == verdicts[first + index], "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }
}
