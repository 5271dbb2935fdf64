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

  /// Where every row of a table went; `read` is the sum of the others.
  package struct RowCounts: Sendable {
    /// Rows that the source has, or that the step made.
    package var read = 0
    /// Rows of at least one output.
    package var output = 0
    package var quarantined = 0
    /// Invalid rows that the contract says to drop, and rows that `privacy.release` left out of every output.
    package var dropped = 0
    /// Rows of people who were erased: dropped before anything else looked at them.
    package var erased = 0
    /// Rows of no output that went into tables which steps made.
    package var used = 0
    /// Valid rows of a part that no output names.
    package var unused = 0

    package init() {}

    package var addUp: Bool { read == output + quarantined + dropped + erased + used + unused }

    fileprivate mutating func add(_ other: RowCounts) {
      read += other.read
      output += other.output
      quarantined += other.quarantined
      dropped += other.dropped
      erased += other.erased
      used += other.used
      unused += other.unused
    }
  }

  /// A table of the run: of a source, or made by a step.
  package struct Table: Sendable {
    package var name: String
    package var rows: RowCounts

    package init(name: String, rows: RowCounts) {
      self.name = name
      self.rows = rows
    }
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
    /// In the pipeline file.
    package var position: Int
    package var id: String
    package var use: String
    package var inputs: [String]
    package var outputs: [String]
    /// Values that no fitted category stands for, by column; of rows that were not fitted on.
    package var unknown: [(column: String, values: Int)]

    package init(
      position: Int, id: String, use: String, inputs: [String], outputs: [String],
      unknown: [(column: String, values: Int)] = []
    ) {
      self.unknown = unknown
      self.position = position
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
  package var sources: [Source]
  /// The sources' tables, then those that steps made.
  package var tables: [Table]
  /// Invalid rows by the rule that failed.
  package var invalid: [(rule: String, rows: Int)]
  package var k: Int?
  /// The key entry that tokens were made with.
  package var kid: String?
  /// Whether the same sources, pipeline, key and ledger give the same bytes; random tokens do not.
  package var isReproducible = true
  package var treatments: [Treatment]
  package var steps: [Step]
  package var outputs: [File]
  /// Of the outputs that `privacy.release` covers.
  package var releases: [Release] = []
  package var quarantine: File?
  package var state: File?
  /// Where the run is registered, and the end of the audit chain when it began; `nil` where it is not registered.
  package var ledger: (uri: String, head: AuditHead)?

  package init(
    id: String, command: String, version: String, started: String, pipeline: String, pipelineFile: String,
    sources: [Source]
  ) {
    self.id = id
    self.command = command
    self.version = version
    self.started = started
    self.pipeline = pipeline
    self.pipelineFile = pipelineFile
    self.sources = sources
    seconds = 0
    tables = []
    invalid = []
    treatments = []
    steps = []
    outputs = []
  }

}

extension RunRecord {
  /// Where the rows of the sources went, all together.
  package var rows: RowCounts {
    var rows = RowCounts()
    for table in tables.prefix(sources.count) { rows.add(table.rows) }
    return rows
  }

  package var json: JSON {
    [
      "featurize_manifest": .int(Self.formatVersion),
      "run": [
        "id": .string(id), "command": .string(command), "version": .string(version), "started": .string(started),
        "seconds": .float(seconds),
      ],
      "pipeline": ["name": .string(pipeline), "file": .string(pipelineFile)],
      "sources": .array(sources.map(\.json)),
      "rows": rows.json,
      "tables": .array(tables.map { ["name": .string($0.name), "rows": $0.rows.json] }),
      "invalid": .object(invalid.map { .init($0.rule, .int(Int64($0.rows))) }),
      "privacy": [
        "k": k.map { .int(Int64($0)) } ?? .null,
        "key": kid.map { .string($0) } ?? .null,
        "reproducible": .bool(isReproducible),
        "columns": .array(treatments.map(\.json)),
        "release": .array(releases.map(\.json)),
      ],
      "steps": .array(steps.map(\.json)),
      "outputs": .array(outputs.map(\.json)),
      "quarantine": quarantine?.json ?? .null,
      "state": state?.json ?? .null,
      "ledger": ledger.map { ["uri": .string($0.uri), "head": .string($0.head.text)] } ?? .null,
    ]
  }
}

extension RunRecord.Source {
  var json: JSON {
    [
      "name": .string(name), "uri": .string(uri), "bytes": .int(Int64(bytes)),
      "digest": digest.map { .string($0) } ?? .null,
    ]
  }
}

extension RunRecord.RowCounts {
  var json: JSON {
    [
      "read": .int(Int64(read)), "output": .int(Int64(output)), "quarantined": .int(Int64(quarantined)),
      "dropped": .int(Int64(dropped)), "erased": .int(Int64(erased)), "used": .int(Int64(used)),
      "unused": .int(Int64(unused)),
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
      "unknown": .object(unknown.map { .init($0.column, .int(Int64($0.values))) }),
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
