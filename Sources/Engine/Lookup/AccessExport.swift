import Columns
import Configuration
import Glibc
package import Ledger
package import Privacy

/// Answers an access request (GDPR Art. 15): the rows of one person, from every output that holds them, a file for each
/// output.
package struct AccessExport {
  package struct Answer: Sendable {
    package let result: Lookup.Result
    package let files: Int
    package let rows: Int
  }

  private let lookup: Lookup
  private let directory: String

  package init(_ lookup: Lookup, to directory: String) {
    self.lookup = lookup
    self.directory = directory
  }

  /// All files appear together, with mode 0600, or none does. The request stands in the audit chain before they do.
  package func answer(_ identifier: String, domain: String) throws(EngineError) -> Answer {
    var documents: [Int: (artefact: RegisteredArtefact, bytes: [UInt8], rows: Int)] = [:]
    let result = try lookup.find([identifier], domain: domain) { _, artefact, header, record in
      documents[artefact.id, default: (artefact, header, 0)].bytes += record
      documents[artefact.id]!.rows += 1
    }
    try lookup.note(result, domain: domain, exported: true)
    let publication = Publication()
    do throws(EngineError) {
      for (id, document) in documents.sorted(by: { $0.key < $1.key }) {
        try egressing { () throws(EgressError) in
          let file = try publication.file(at: "\(directory)/\(id)-\(Self.fileName(document.artefact.name)).csv")
          try document.bytes.withUnsafeBufferPointer { bytes throws(EgressError) in
            try file.write(UnsafeRawBufferPointer(bytes))
          }
        }
      }
      try egressing { () throws(EgressError) in try publication.publish() }
    } catch {
      publication.abandon()
      throw error
    }
    return Answer(result: result, files: documents.count, rows: documents.values.reduce(0) { $0 + $1.rows })
  }

  /// Letters, digits, `-` and `_` of a name that people chose.
  private static func fileName(_ name: String) -> String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" }.prefix(60))
  }
}
