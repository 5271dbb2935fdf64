package import Configuration
import Privacy

extension LedgerSession {
  /// The ledger as documents, one for each row, without personal data: what is sealed is left out, and tokens, salts and
  /// filters are counted.
  package func exported() throws(LedgerError) -> [JSON] {
    var documents: [JSON] = [["featurize_ledger": .int(Int64(LedgerSchema.version))]]
    for run in try runs() {
      documents.append(["run": run.json])
      for source in try sources(ofRun: run.id) { documents.append(["source": source.json]) }
      for artefact in try artefacts(ofRun: run.id) { documents.append(["artefact": artefact.json]) }
    }
    documents += try database.rows(
      "SELECT domain, kid, receipt, COUNT(*) FROM tombstones GROUP BY domain, kid, receipt ORDER BY receipt, domain, kid"
    ) { (row) throws(LedgerError) in
      [
        "tombstones": [
          "domain": .string(try row.text(0)), "key": .string(try row.text(1)), "receipt": .string(try row.text(2)),
          "count": .int(Int64(try row.integer(3))),
        ]
      ]
    }
    for (kid, salts) in try saltCounts() {
      documents.append(["salts": ["key": .string(kid), "count": .int(Int64(salts))]])
    }
    for erasure in try erasures() {
      documents.append(["erasure": erasure.json])
      for task in try tasks(ofErasure: erasure.id) { documents.append(["erasure_task": task.json]) }
    }
    documents += try auditEntries().map { ["audit": $0.json] }
    return documents
  }
}

extension RegisteredRun {
  /// Without what is sealed.
  package var json: JSON {
    [
      "id": .string(id), "command": .string(command), "status": .string(status.rawValue), "started": .string(started),
      "finished": finished.map { .string($0) } ?? .null, "version": .string(version), "pipeline": .string(pipeline),
      "pipeline_digest": .string(pipelineDigest), "key": .string(kid), "tenant": .string(tenant),
      "subject_domain": .string(subjectDomain), "domains": .array(domains.map(\.json)),
    ]
  }
}

extension RegisteredSource {
  /// Without what is sealed.
  package var json: JSON {
    [
      "run": .string(run), "position": .int(Int64(position)), "name": .string(name), "uri": .string(uri),
      "bytes": .int(Int64(bytes)), "rows": .int(Int64(rows)), "digest": .string(digest),
    ]
  }
}

extension RegisteredArtefact {
  /// Without what is sealed.
  package var json: JSON {
    [
      "id": .int(Int64(id)), "run": .string(run), "kind": .string(kind.rawValue), "name": .string(name),
      "uri": .string(uri), "status": .string(status.rawValue), "rows": rows.map { .int(Int64($0)) } ?? .null,
      "bytes": .int(Int64(bytes)), "digest": .string(digest),
    ]
  }
}

extension ErasureJob {
  /// Without the request.
  var json: JSON {
    [
      "id": .string(id), "status": .string(status.rawValue), "requested": .string(requested),
      "finished": finished.map { .string($0) } ?? .null, "receipt": receipt.map { .string($0) } ?? .null,
    ]
  }
}

extension ErasureTask {
  var json: JSON {
    [
      "erasure": .string(erasure), "position": .int(Int64(position)), "kind": .string(kind),
      "run": run.map { .string($0) } ?? .null, "artefact": artefact.map { .int(Int64($0)) } ?? .null,
      "status": .string(status.rawValue), "note": .string(note),
    ]
  }
}

extension AuditEntry {
  package var json: JSON {
    [
      "position": .int(Int64(position)), "at": .string(at), "kind": .string(kind.rawValue), "content": content,
      "key": .string(kid), "code": .string(Hexadecimal.text(code)),
    ]
  }
}
