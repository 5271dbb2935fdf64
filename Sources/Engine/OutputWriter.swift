import Columns
import Formats
import Ledger
import Plan
import Privacy

/// A data output while it is written: a file of the publication, or standard output.
struct OutputWriter {
  let output: PlannedOutput
  private let file: OutputFile?
  private let egress: Egress
  /// `nil` where no manifest will show it.
  private let digest: DigestStream?
  private var rows = 0
  private var byteCount = 0
  private let columns: Int
  private let format: OutputFormat

  /// Begins the output with its header.
  init(
    _ output: PlannedOutput, schema: Schema, format: OutputFormat, publication: Publication, egress: Egress,
    isDigested: Bool
  ) throws(EngineError) {
    self.output = output
    self.egress = egress
    self.format = format
    columns = schema.count
    digest = isDigested ? DigestStream() : nil
    file = output.uri == "-" ? nil : try egressing { () throws(EgressError) in try publication.file(at: output.uri) }
    try write(Buffer(format.header(schema)), rows: 0)
  }

  /// Appends formatted rows that have passed the gate.
  mutating func write(_ bytes: Buffer<UInt8>, rows: Int) throws(EngineError) {
    self.rows += rows
    byteCount += bytes.count
    let file = file, egress = egress, digest = digest
    try egressing { () throws(EgressError) in
      try bytes.withUnsafeBufferPointer { bytes throws(EgressError) in
        let bytes = UnsafeRawBufferPointer(bytes)
        digest?.update(bytes)
        if let file { try file.write(bytes) } else { try egress.data(bytes) }
      }
    }
  }

  /// The account of it; ends the output.
  func finish() -> RunRecord.File {
    if case .matrix(_, let announced) = format {
      precondition(rows == announced, "the header says how many rows follow")
    }
    return RunRecord.File(
      name: output.name, uri: output.uri, rows: rows, columns: columns, bytes: byteCount, digest: digest?.text())
  }
}

/// Carries the gate's error over into the engine's.
func egressing<Value>(_ body: () throws(EgressError) -> Value) throws(EngineError) -> Value {
  do {
    return try body()
  } catch {
    throw .egress(error)
  }
}
