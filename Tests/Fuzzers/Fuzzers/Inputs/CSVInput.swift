import Columns
import Formats

/// A CSV file: whatever its bytes, cutting it into chunks changes nothing, nor does libcsv in the kernel's place, and each
/// record is a row or set aside.
enum CSVInput: FuzzedInput {
  static let name = "csv"

  static func check(_ bytes: [UInt8]) {
    let whole = read(bytes, chunkSize: 4 << 20)
    require(read(bytes, chunkSize: 4 << 20, .libcsv) == whole, "libcsv reads differently")
    for size in [7, 64] { require(read(bytes, chunkSize: size) == whole, "chunks of \(size) bytes read differently") }
  }

  private static func read(_ bytes: [UInt8], chunkSize: Int, _ parser: CSVDialect.Parser = .mixed) -> ReadRecords? {
    do throws(FormatError) {
      let dialect = try CSVDialect(
        delimiter: ",", nullValues: [""], chunkSize: chunkSize, fieldLimit: 1 << 10, recordLimit: 1 << 12,
        parser: parser)
      let source = try CSVSource(ByteSource(bytes), dialect: dialect)
      let layout = try RecordLayout(header: source.header, contracts: ReadRecords.contracts, missingColumns: .null)
      let parser = CSVParser(layout: layout)
      var records = ReadRecords()
      for chunk in try source.chunks() { records.append(try parser.parse(chunk, of: source)) }
      return records
    } catch {
      return nil
    }
  }
}
