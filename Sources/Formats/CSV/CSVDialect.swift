/// How a CSV text is to be read, and the limits that keep a damaged one from filling memory.
package struct CSVDialect: Sendable {
  /// An ASCII character.
  package let delimiter: UInt8
  /// Unquoted texts that stand for a missing value.
  package let nullValues: [[UInt8]]
  /// Target size of a chunk in bytes. Chunks, and so all results, depend on it and on nothing but the bytes.
  package let chunkSize: Int
  /// A longer field makes its record invalid.
  package let fieldLimit: Int
  /// A longer record is invalid; it is never held in memory as a whole.
  package let recordLimit: Int

  /// What cuts records into fields.
  package let parser: Parser

  package static let defaultChunkSize = 4 << 20

  /// What cuts records into fields; the rows are the same (docs/decisions/0002-csv-two-paths.md).
  package enum Parser: Sendable {
    /// A kernel where there is no quote, libcsv where there is.
    case mixed
    case libcsv
  }

  package init(
    delimiter: String = ",", nullValues: [String] = [""], chunkSize: Int = CSVDialect.defaultChunkSize,
    fieldLimit: Int = 1 << 20, recordLimit: Int = 64 << 20, parser: Parser = .mixed
  ) throws(FormatError) {
    let bytes = Array(delimiter.utf8)
    guard bytes.count == 1, (1..<0x80).contains(bytes[0]), !"\"\r\n".utf8.contains(bytes[0]) else {
      throw .badDelimiter
    }
    precondition((1...(1 << 30)).contains(chunkSize), "offsets within a chunk have 32 bits")
    precondition((1...recordLimit).contains(fieldLimit) && recordLimit <= 1 << 30)
    self.delimiter = bytes[0]
    self.nullValues = nullValues.map { Array($0.utf8) }
    self.chunkSize = chunkSize
    self.fieldLimit = fieldLimit
    self.recordLimit = recordLimit
    self.parser = parser
  }
}
