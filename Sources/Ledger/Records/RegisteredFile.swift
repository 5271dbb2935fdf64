/// A file that a run read.
package struct RegisteredSource: Sendable, Equatable {
  package var run: String
  /// In the pipeline.
  package var position: Int
  package var name: String
  /// For people: redacted.
  package var uri: String
  /// Absolute paths of the files behind it, in their order (`-` for standard input); `nil` where they cannot be unsealed.
  package var paths: [String]?
  package var bytes: Int
  package var rows: Int
  /// Keyed, over all its files (`Job.Ingested.digest`).
  package var digest: String

  package init(
    run: String, position: Int, name: String, uri: String, paths: [String]?, bytes: Int, rows: Int, digest: String
  ) {
    self.run = run
    self.position = position
    self.name = name
    self.uri = uri
    self.paths = paths
    self.bytes = bytes
    self.rows = rows
    self.digest = digest
  }
}

/// A file that a run wrote.
package struct RegisteredArtefact: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable { case output, quarantine, state, manifest, partial }

  /// What has become of it.
  package enum Status: String, Sendable {
    /// Registered, and perhaps not in its place yet: its run was not finished.
    case pending
    case present
    /// A later run has written to its path.
    case replaced
    /// Written anew by an erasure; digest, rows and bytes are those of what stands there now.
    case rewritten
    /// Taken away by an erasure.
    case removed
    /// Went to standard output: where it is now is not known.
    case departed
  }

  /// Given by the ledger; 0 before.
  package var id: Int
  package var run: String
  package var kind: Kind
  /// The output's name, or that of the kind.
  package var name: String
  /// For people: redacted.
  package var uri: String
  /// Absolute; `-` for standard output; `nil` where it cannot be unsealed.
  package var path: String?
  package var status: Status
  package var rows: Int?
  package var bytes: Int
  /// Plain for outputs, quarantine and state, as the manifest shows it.
  package var digest: String

  package init(
    id: Int = 0, run: String, kind: Kind, name: String, uri: String, path: String?, status: Status = .pending,
    rows: Int?, bytes: Int, digest: String
  ) {
    self.id = id
    self.run = run
    self.kind = kind
    self.name = name
    self.uri = uri
    self.path = path
    self.status = status
    self.rows = rows
    self.bytes = bytes
    self.digest = digest
  }
}

/// What a membership filter is of.
package enum FilterOwner: Sendable, Hashable {
  /// The position of a source of a run: the tokens of all rows that were taken in, whether or not they went into an
  /// output. States and partial fits are told by it: they hold no tokens, but what their rows made of them.
  case source(run: String, position: Int)
  /// The tokens that an output holds.
  case artefact(Int)
}
