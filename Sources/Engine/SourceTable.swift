import Columns
import Configuration
import Formats
import Plan
import Privacy

/// The source of a plan, opened and cut into chunks.
struct SourceTable: Sendable {
  let layout: CSVLayout
  let chunks: [CSVChunk]
  let source: CSVSource
  private let parser: CSVParser

  var chunkCount: Int { chunks.count }
  var byteCount: Int { source.bytes.count }

  /// Opens the file that the plan names.
  ///
  /// - Parameter forFitting: otherwise the target may be missing, from the file or from a row.
  init(_ plan: Plan, memory: Int, pool: Pool, forFitting: Bool) throws(EngineError) {
    try self.init(plan, pool: pool, forFitting: forFitting) { () throws(FormatError) in
      try ByteSource(path: plan.source.uri, memoryLimit: memory)
    }
  }

  /// A document in memory, with the same columns.
  init(_ plan: Plan, document: [UInt8]) throws(EngineError) {
    try self.init(plan, pool: Pool(threads: 1), forFitting: false) { () throws(FormatError) in
      try ByteSource(document)
    }
  }

  private init(
    _ plan: Plan, pool: Pool, forFitting: Bool, open: () throws(FormatError) -> ByteSource
  ) throws(EngineError) {
    do {
      let dialect = try CSVDialect(delimiter: plan.source.delimiter, nullValues: plan.source.nullValues)
      let source = try CSVSource(try open(), dialect: dialect)
      let contracts = plan.source.columns.map { $0.contract(forFitting: forFitting) }
      layout = try CSVLayout(
        header: source.header, contracts: contracts,
        extraColumns: plan.source.extraColumns == .fail ? .fail : .drop,
        missingColumns: plan.source.missingColumns == .null ? .null : .fail,
        optional: forFitting ? [] : Set(plan.source.columns.filter { $0.field.role == .target }.map(\.field.name)))
      let ranges = source.surveyRanges
      let surveys = try pool.map(ranges.count) { (index) throws(FormatError) in try source.survey(ranges[index]) }
      chunks = source.chunks(surveys)
      parser = CSVParser(source, layout: layout)
      self.source = source
    } catch {
      throw .diagnostics([error.diagnostic(for: plan)])
    }
  }

  func parse(_ chunk: Int) throws(EngineError) -> ParsedChunk {
    do {
      return try parser.parse(chunks[chunk])
    } catch {
      throw .diagnostics([])
    }
  }
}
