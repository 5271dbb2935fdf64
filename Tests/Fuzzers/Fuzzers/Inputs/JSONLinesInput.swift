import Formats

/// A file of JSON Lines, as `CSVInput`.
enum JSONLinesInput: FuzzedInput {
  static let name = "jsonlines"

  static func check(_ bytes: [UInt8]) {
    let whole = read(bytes, chunkSize: 4 << 20)
    for size in [7, 64] { require(read(bytes, chunkSize: size) == whole, "chunks of \(size) bytes read differently") }
  }

  private static func read(_ bytes: [UInt8], chunkSize: Int) -> ReadRecords? {
    do throws(FormatError) {
      let source = JSONLinesSource(
        try ByteSource(bytes), nullValues: [""], chunkSize: chunkSize, fieldLimit: 1 << 10, recordLimit: 1 << 12)
      let parser = JSONLinesParser(
        layout: RecordLayout(contracts: ReadRecords.contracts, extraColumns: .drop, missingColumns: .null))
      var records = ReadRecords()
      for chunk in try source.chunks() { records.append(try parser.parse(chunk, of: source)) }
      return records
    } catch {
      return nil
    }
  }
}
