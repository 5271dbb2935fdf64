import Foundation
import Testing

/// Identifiers come on standard input and go nowhere: whatever an erasure prints or leaves, done or refused, is searched
/// for them, raw and as other programs would write them.
@Suite struct ErasureSecrecyTests {
  private static let people = [
    "canary.one@mail.example", "DE89370400440532013000", "+4930123456789", "Änne Kanarie", "4111111111111111",
  ]

  private static let pipeline = """
    featurize: 1
    name: canaries
    secrets: {ring: {file: ring.keyring}}
    sources:
      people:
        format: csv
        uri: people.csv
        contract:
          on_invalid_row: {action: quarantine, max_fraction: 1}
          columns:
            person: {type: string, role: group, pii: id}
            pages: {type: int}
    privacy:
      subject: people.person
      k: 1
      rules: [{id: key, use: tokenize, columns: [person], with: {domain: person, key: ring}}]
    outputs: {all: {format: csv, uri: out/all.csv}}
    quarantine: {uri: out/rejected.csv}
    manifest: {uri: out/manifest.json}

    """

  private static let needles: [[UInt8]] = people.flatMap { person -> [[UInt8]] in
    [
      Array(person.utf8), Array(Data(person.utf8).base64EncodedString().prefix(12).utf8),
      Array(person.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!.utf8),
    ]
  }

  private func search(_ bytes: Data, _ what: String) {
    for needle in Self.needles { #expect(bytes.range(of: Data(needle)) == nil, "\(what) holds a canary") }
  }

  @Test func nothingHoldsAnIdentifier() throws {
    try Shell.withDirectory { directory in
      try Data(Self.pipeline.utf8).write(to: directory.appending(path: "canaries.yaml"))
      let rows = Self.people.flatMap { ["\($0),1", "\($0),many", "\($0)"] } + (0..<20).map { "p\($0),\($0)" }
      try Data((["person,pages"] + rows).joined(separator: "\n").utf8).write(
        to: directory.appending(path: "people.csv"))
      try Data(Self.people.joined(separator: "\n").utf8).write(to: directory.appending(path: "request"))
      let erase = "featurize erase canaries.yaml --domain person --trace"
      let commands: [(line: String, exit: Int32)] = [
        ("featurize keys new ring.keyring --unprotected", 0), ("featurize run canaries.yaml", 0),
        ("\(erase) --dry-run < request", 0), ("\(erase) --dry-run --format json < request", 0),
        ("featurize erase canaries.yaml --domain nobody --yes --trace < request", 3),
        ("(cat request; printf '\\n\\001\\n') | \(erase) --dry-run", 0),
        ("mkdir -p taken; \(erase) --yes --receipt taken < request", 3), ("\(erase) --yes < request", 0),
        ("featurize receipt show canaries.yaml", 0), ("featurize run canaries.yaml --trace", 0),
        ("featurize ledger export canaries.yaml", 0), ("featurize audit report canaries.yaml", 0),
      ]
      for command in commands {
        let outcome = try Shell.run(command.line, in: directory)
        #expect(outcome.exit == command.exit, "\(command.line)\n\(outcome.stderr)")
        search(Data((outcome.stdout + outcome.stderr).utf8), command.line)
      }
      for case let file as URL in FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)! {
        if ["people.csv", "request"].contains(file.lastPathComponent) { continue }
        if let bytes = try? Data(contentsOf: file) { search(bytes, file.lastPathComponent) }
      }
    }
  }
}
