import Columns
import Configuration
import Glibc
package import Ledger
import Privacy

/// Answers an access request (GDPR Art. 15): the rows of one person, from every output that holds them and every source that
/// has not changed since, a file for each.
package struct AccessExport {
  package struct Answer: Sendable {
    package let result: Lookup.Result
    package let files: Int
    package let rows: Int
    /// Sources that held the person and have changed since, or cannot be read: their rows are missing.
    package let changed: [RegisteredSource]
  }

  private let lookup: Lookup
  private let directory: String
  /// Reads the sources; `nil` where no pipeline says how.
  let job: Job?

  package init(_ lookup: Lookup, to directory: String, job: Job?) {
    self.lookup = lookup
    self.directory = directory
    self.job = job
  }

  /// All files appear together, with mode 0600, or none does. The request stands in the audit chain before they do.
  package func answer(_ identifier: String, domain: String) throws(EngineError) -> Answer {
    var outputs: [Int: (artefact: RegisteredArtefact, bytes: [UInt8], rows: Int)] = [:]
    let result = try lookup.find([identifier], domain: domain) { _, artefact, header, record in
      outputs[artefact.id, default: (artefact, header, 0)].bytes += record
      outputs[artefact.id]!.rows += 1
    }
    let sources = try sourceRows(of: result.people[0])
    var documents = outputs.sorted { $0.key < $1.key }.map { id, output in
      (name: "\(id)-\(Self.fileName(output.artefact.name))", bytes: output.bytes, rows: output.rows)
    }
    for source in sources {
      guard let document = source.document, document.rows > 0 else { continue }
      documents.append(("source-\(Self.fileName(source.source.name))", document.bytes, document.rows))
    }
    try lookup.note(result, domain: domain, exported: true)
    let publication = Publication()
    do throws(EngineError) {
      for document in documents {
        try egressing { () throws(EgressError) in
          let file = try publication.file(at: "\(directory)/\(document.name).csv")
          try document.bytes.withUnsafeBufferPointer { (bytes) throws(EgressError) in
            try file.write(UnsafeRawBufferPointer(bytes))
          }
        }
      }
      try egressing { () throws(EgressError) in try publication.publish() }
    } catch {
      publication.abandon()
      throw error
    }
    return Answer(
      result: result, files: documents.count, rows: documents.reduce(0) { $0 + $1.rows },
      changed: sources.filter { $0.document == nil }.map(\.source))
  }

  /// Letters, digits, `-` and `_` of a name that people chose.
  private static func fileName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" }.prefix(60))
  }
}
