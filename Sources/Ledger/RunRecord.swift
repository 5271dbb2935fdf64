package import Configuration

/// What ran on what, with which result: the manifest of a run, and what a ledger will store of it.
///
/// Holds names, counts, paths and digests; never a value of a cell. Only here do time stamps, the run's id and paths
/// appear: outputs and fitted state have none.
package struct RunRecord: Sendable {
  package static let formatVersion: Int64 = 1

  package struct Source: Sendable {
    package var name: String
    package var uri: String
    package var bytes: Int
    /// Keyed where the pipeline holds personal data: a plain digest of a small file would let anyone confirm a guess.
    /// `nil` where no manifest asks for it.
    package var digest: String?

    package init(name: String, uri: String, bytes: Int, digest: String?) {
      self.name = name
      self.uri = uri
      self.bytes = bytes
      self.digest = digest
    }
  }

  /// Where every row of the source went; `read` is the sum of the others.
  package struct RowCounts: Sendable {
    package var read = 0
    /// Rows of at least one output.
    package var output = 0
    package var quarantined = 0
    /// Invalid rows that the contract says to drop.
    package var dropped = 0
    /// Valid rows of a part that no output names.
    package var unused = 0

    package init() {}

    package var addUp: Bool { read == output + quarantined + dropped + unused }
  }

  package struct Treatment: Sendable {
    package var column: String
    package var rule: String
    package var use: String
    package var before: String
    /// `nil`: the column is dropped.
    package var after: String?

    package init(column: String, rule: String, use: String, before: String, after: String? = nil) {
      self.column = column
      self.rule = rule
      self.use = use
      self.before = before
      self.after = after
    }
  }

  package struct Step: Sendable {
    package var id: String
    package var use: String
    package var inputs: [String]
    package var outputs: [String]

    package init(id: String, use: String, inputs: [String], outputs: [String]) {
      self.id = id
      self.use = use
      self.inputs = inputs
      self.outputs = outputs
    }
  }

  package struct File: Sendable {
    package var name: String
    package var uri: String
    package var rows: Int?
    package var columns: Int?
    package var bytes: Int
    /// `nil` where no manifest asks for it.
    package var digest: String?

    package init(
      name: String, uri: String, rows: Int? = nil, columns: Int? = nil, bytes: Int, digest: String?
    ) {
      self.name = name
      self.uri = uri
      self.rows = rows
      self.columns = columns
      self.bytes = bytes
      self.digest = digest
    }
  }

  package var id: String
  /// `run`, `fit` or `apply`.
  package var command: String
  /// Version of featurize.
  package var version: String
  /// RFC 3339, UTC.
  package var started: String
  package var seconds: Double
  package var pipeline: String
  package var pipelineFile: String
  package var source: Source
  package var rows: RowCounts
  /// Invalid rows by the rule that failed.
  package var invalid: [(rule: String, rows: Int)]
  package var k: Int?
  /// The key entry that tokens were made with.
  package var kid: String?
  package var treatments: [Treatment]
  package var steps: [Step]
  package var outputs: [File]
  package var quarantine: File?
  package var state: File?

  package init(
    id: String, command: String, version: String, started: String, pipeline: String, pipelineFile: String,
    source: Source
  ) {
    self.id = id
    self.command = command
    self.version = version
    self.started = started
    self.pipeline = pipeline
    self.pipelineFile = pipelineFile
    self.source = source
    seconds = 0
    rows = RowCounts()
    invalid = []
    treatments = []
    steps = []
    outputs = []
  }

}

extension RunRecord {
  package var json: JSON {
    [
      "featurize_manifest": .int(Self.formatVersion),
      "run": [
        "id": .string(id), "command": .string(command), "version": .string(version), "started": .string(started),
        "seconds": .float(seconds),
      ],
      "pipeline": ["name": .string(pipeline), "file": .string(pipelineFile)],
      "source": [
        "name": .string(source.name), "uri": .string(source.uri), "bytes": .int(Int64(source.bytes)),
        "digest": source.digest.map { .string($0) } ?? .null,
      ],
      "rows": [
        "read": .int(Int64(rows.read)), "output": .int(Int64(rows.output)),
        "quarantined": .int(Int64(rows.quarantined)), "dropped": .int(Int64(rows.dropped)),
        "unused": .int(Int64(rows.unused)),
      ],
      "invalid": .object(invalid.map { .init($0.rule, .int(Int64($0.rows))) }),
      "privacy": [
        "k": k.map { .int(Int64($0)) } ?? .null,
        "key": kid.map { .string($0) } ?? .null,
        "columns": .array(treatments.map(\.json)),
      ],
      "steps": .array(steps.map(\.json)),
      "outputs": .array(outputs.map(\.json)),
      "quarantine": quarantine?.json ?? .null,
      "state": state?.json ?? .null,
    ]
  }
}

extension RunRecord.Treatment {
  var json: JSON {
    [
      "column": .string(column), "rule": .string(rule), "use": .string(use), "before": .string(before),
      "after": after.map { .string($0) } ?? "dropped",
    ]
  }
}

extension RunRecord.Step {
  var json: JSON {
    [
      "id": .string(id), "use": .string(use), "inputs": .array(inputs.map { .string($0) }),
      "outputs": .array(outputs.map { .string($0) }),
    ]
  }
}

extension RunRecord.File {
  var json: JSON {
    var members: [JSON.Member] = [.init("name", .string(name)), .init("uri", .string(uri))]
    if let rows { members.append(.init("rows", .int(Int64(rows)))) }
    if let columns { members.append(.init("columns", .int(Int64(columns)))) }
    members += [.init("bytes", .int(Int64(bytes))), .init("digest", digest.map { .string($0) } ?? .null)]
    return .object(members)
  }
}
