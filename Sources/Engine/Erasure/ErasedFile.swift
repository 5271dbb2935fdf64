package import Configuration
package import Ledger

/// What an erasure did with one file, or why it could not.
package struct ErasedFile: Sendable, Equatable {
  package enum Action: String, Sendable, CaseIterable {
    /// Made anew by doing its run again without the erased people: byte for byte as if they had never been there.
    case replayed
    /// Their rows were left out; the rest is as it was.
    case filtered
    /// Taken away: whose rows it holds cannot be told.
    case removed
    /// Nobody's: counts and digests only.
    case kept
    /// Nothing was done; `reason` says why.
    case unreached
  }

  package var artefact: Int
  package var run: String
  package var kind: RegisteredArtefact.Kind
  package var name: String
  /// For people: redacted.
  package var uri: String
  package var action: Action
  package var reason: String?
  /// Rows of the erased that it held; `nil` where rows are not counted.
  package var rows: Int?
  /// Digests of the file before and after.
  package var before: String
  package var after: String?

  init(_ artefact: RegisteredArtefact, _ action: Action, reason: String? = nil, rows: Int? = nil, after: String? = nil)
  {
    self.artefact = artefact.id
    run = artefact.run
    kind = artefact.kind
    name = artefact.name
    uri = artefact.uri
    self.action = action
    self.reason = reason
    self.rows = rows
    before = artefact.digest
    self.after = after
  }

  package var json: JSON {
    [
      "artefact": .int(Int64(artefact)), "run": .string(run), "kind": .string(kind.rawValue), "name": .string(name),
      "uri": .string(uri), "action": .string(action.rawValue), "reason": reason.map { .string($0) } ?? .null,
      "rows": rows.map { .int(Int64($0)) } ?? .null, "before": .string(before),
      "after": after.map { .string($0) } ?? .null,
    ]
  }

  /// `nil` if this is none.
  package init?(_ json: JSON) {
    guard let artefact = json["artefact"]?.int, let run = json["run"]?.string,
      let kind = json["kind"]?.string.flatMap(RegisteredArtefact.Kind.init(rawValue:)), let name = json["name"]?.string,
      let uri = json["uri"]?.string, let action = json["action"]?.string.flatMap(Action.init(rawValue:)),
      let before = json["before"]?.string
    else { return nil }
    self.artefact = Int(artefact)
    (self.run, self.kind, self.name, self.uri, self.action, self.before) = (run, kind, name, uri, action, before)
    reason = json["reason"]?.string
    rows = json["rows"]?.int.map { Int($0) }
    after = json["after"]?.string
  }
}

/// What an erasure found of one source of a run that it did again, or could not.
package struct ErasedSource: Sendable, Equatable {
  package var run: String
  package var name: String
  package var uri: String
  /// Whether it is what the run read.
  package var isUnchanged: Bool
  /// Rows of erased people that it still holds: they are hidden from runs, and there they are for their owner to delete.
  /// `nil`: it was not read.
  package var rows: Int?

  package var json: JSON {
    [
      "run": .string(run), "name": .string(name), "uri": .string(uri), "unchanged": .bool(isUnchanged),
      "rows": rows.map { .int(Int64($0)) } ?? .null,
    ]
  }

  init(run: String, name: String, uri: String, isUnchanged: Bool, rows: Int?) {
    (self.run, self.name, self.uri, self.isUnchanged, self.rows) = (run, name, uri, isUnchanged, rows)
  }

  package init?(_ json: JSON) {
    guard let run = json["run"]?.string, let name = json["name"]?.string, let uri = json["uri"]?.string,
      let isUnchanged = json["unchanged"]?.bool
    else { return nil }
    self.init(run: run, name: name, uri: uri, isUnchanged: isUnchanged, rows: json["rows"]?.int.map { Int($0) })
  }
}
