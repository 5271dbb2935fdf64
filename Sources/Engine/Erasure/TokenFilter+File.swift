import Columns
import Formats
import Ledger
import Privacy

extension TokenFilter {
  /// The filter of the tokens that an output holds: of every column that has one in the first chunk.
  init(ofFile path: String, keys: KeyRing) throws(EngineError) {
    let hasher: RowHasher
    do { hasher = try keys.filterHasher() } catch { throw .privacy(error) }
    var collector = TokenCollector()
    do throws(FormatError) {
      let source = try CSVSource(try ByteSource(path: path), dialect: try CSVDialect())
      let chunks = try source.chunks()
      // Most columns are numbers: they are read once, to see that.
      let names = try Self.tokenColumns(of: source, in: chunks[0])
      guard !names.isEmpty else {
        self = collector.filter()
        return
      }
      let parser = try Self.parser(of: names, source)
      for chunk in chunks {
        for column in try parser.parse(chunk, of: source).batch.columns {
          guard case .string(let texts) = column.values else { continue }
          var hashes: [UInt64] = []
          texts.forEach { _, text in
            if Token.isToken(text) { hashes.append(hasher.hash(UnsafeRawBufferPointer(text))) }
          }
          collector.add(hashes)
        }
      }
    } catch {
      throw .diagnostics([error.diagnostic(reading: path)])
    }
    self = collector.filter()
  }

  private static func tokenColumns(of source: CSVSource, in chunk: CSVChunk) throws(FormatError) -> [String] {
    let batch = try parser(of: source.header, source).parse(chunk, of: source).batch
    return zip(source.header, batch.columns).filter { _, column in
      guard case .string(let texts) = column.values else { return false }
      return (0..<texts.count).contains { texts.withBytes(of: $0, Token.isToken) }
    }.map(\.0)
  }

  private static func parser(of names: [String], _ source: CSVSource) throws(FormatError) -> CSVParser {
    let contracts = names.map { ColumnContract(Field(name: $0, type: .string)) }
    return CSVParser(layout: try RecordLayout(header: source.header, contracts: contracts))
  }
}
