import Columns
import Formats
import Ledger
import Privacy

extension TokenFilter {
  /// The filter of the tokens that an output holds, whichever its columns are.
  init(ofFile path: String, keys: KeyRing) throws(EngineError) {
    let hasher: RowHasher
    do { hasher = try keys.filterHasher() } catch { throw .privacy(error) }
    var collector = TokenCollector()
    do throws(FormatError) {
      let source = try CSVSource(try ByteSource(path: path), dialect: try CSVDialect())
      let fields = source.header.map { Field(name: $0, type: .string, role: .feature, isNullable: true) }
      let parser = CSVParser(
        layout: try RecordLayout(header: source.header, contracts: fields.map { ColumnContract($0) }))
      for chunk in try source.chunks() {
        for column in try parser.parse(chunk, of: source).batch.columns {
          guard case .string(let texts) = column.values else { continue }
          var hashes: [UInt64] = []
          for row in 0..<texts.count where texts.withBytes(of: row, Token.isToken) {
            hashes.append(texts.withBytes(of: row) { hasher.hash(UnsafeRawBufferPointer($0)) })
          }
          collector.add(hashes)
        }
      }
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    self = collector.filter()
  }
}
