/// How a file is looked at: as a table, or as text.
package enum ScannedFormat: String, CaseIterable, Sendable {
  case csv, jsonl, text

  /// What the ending of the name says, before `.gz` or `.zst`; text for any other and for standard input.
  package init(path: String) {
    var name = path.lowercased()[...]
    for ending in [".gz", ".zst"] where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
    if [".csv", ".tsv", ".psv"].contains(where: name.hasSuffix) {
      self = .csv
    } else if [".jsonl", ".ndjson"].contains(where: name.hasSuffix) {
      self = .jsonl
    } else {
      self = .text
    }
  }
}
