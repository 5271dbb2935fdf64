import Configuration

/// What a file will be when an erasure has put it in its place, written down before that: a process that follows one that
/// was killed in between must not take the file for a foreign one, and tells of it what its predecessor would have told.
struct Expectations {
  struct Expectation: Equatable {
    /// Of the file; `nil`: it will be gone.
    var digest: String?
    /// Rows that were left out; `nil` where its run was done again.
    var rows: Int?
  }

  /// By artefact.
  private var expected: [Int: Expectation] = [:]

  subscript(artefact: Int) -> Expectation? {
    get { expected[artefact] }
    set { expected[artefact] = newValue }
  }

  init() {}

  /// Reads what `note` wrote; none of another note.
  init(_ note: String) {
    for member in (try? JSON(parsing: Array(note.utf8)))?["expected"]?.object ?? [] {
      guard let artefact = Int(member.name) else { continue }
      expected[artefact] = Expectation(
        digest: member.value["digest"]?.string, rows: member.value["rows"]?.int.map { Int($0) })
    }
  }

  var note: JSON {
    [
      "expected": .object(
        expected.sorted { $0.key < $1.key }.map { artefact, file in
          .init(
            "\(artefact)",
            [
              "digest": file.digest.map { .string($0) } ?? .null,
              "rows": file.rows.map { .int(Int64($0)) } ?? .null,
            ])
        })
    ]
  }
}
