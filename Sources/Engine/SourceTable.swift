import Columns
import Configuration
import Formats
import Glibc
import Plan
import Privacy

/// A source of a plan, opened and cut into chunks: one file, or several that a pattern matches, one after the other.
struct SourceTable: Sendable {
  enum File: Sendable {
    case csv(CSVSource, CSVParser, [CSVChunk])
    case jsonLines(JSONLinesSource, JSONLinesParser, [Range<Int>])
  }

  let files: [File]
  /// The path or pattern, for messages.
  let name: String
  /// For each chunk its file, and its position there.
  let places: [(file: Int, chunk: Int)]

  var chunkCount: Int { places.count }
  var byteCount: Int { files.reduce(0) { $0 + $1.bytes.count } }
  /// How the first file's fields lie: the order in which invalid rows are shown.
  var layout: RecordLayout { files[0].layout }

  /// How the fields of a chunk's file lie; files that one pattern matches may differ.
  func layout(of chunk: Int) -> RecordLayout { files[places[chunk].file].layout }

  /// Opens what the source names.
  ///
  /// - Parameter forFitting: otherwise the target may be missing, from the file or from a row.
  init(_ planned: PlannedSource, memory: Int, chunkSize: Int, pool: Pool, forFitting: Bool) throws(EngineError) {
    var files: [File] = []
    // What compressed files and streams hold in memory, all of them together.
    var left = memory
    for path in try Self.paths(planned.uri) {
      let bytes: ByteSource
      do throws(FormatError) {
        bytes = try ByteSource(path: path, memoryLimit: left)
      } catch {
        throw .diagnostics([error.diagnostic(reading: path)])
      }
      left -= bytes.heldByteCount
      switch planned.format {
      case .csv:
        let source: CSVSource
        do throws(FormatError) {
          source = try CSVSource(
            bytes,
            dialect: try CSVDialect(
              delimiter: planned.delimiter, nullValues: planned.nullValues, chunkSize: chunkSize))
        } catch {
          throw .diagnostics([error.diagnostic(reading: path)])
        }
        files.append(try File(source, planned, pool: pool, forFitting: forFitting))
      case .jsonl:
        let source = JSONLinesSource(bytes, nullValues: planned.nullValues, chunkSize: chunkSize)
        files.append(try File(source, planned, pool: pool, forFitting: forFitting))
      }
    }
    self.init(files, name: planned.uri)
  }

  /// A CSV document in memory, with the same columns.
  init(_ planned: PlannedSource, document: [UInt8]) throws(EngineError) {
    let source: CSVSource
    do throws(FormatError) {
      source = try CSVSource(try ByteSource(document), dialect: try CSVDialect())
    } catch {
      throw .diagnostics([error.diagnostic(reading: planned.name)])
    }
    self.init(
      [try File(source, planned, pool: Pool(threads: 1), forFitting: false, extraColumns: .drop)], name: planned.name)
  }

  init(_ files: [File], name: String) {
    self.files = files
    self.name = name
    places = files.indices.flatMap { file in files[file].ranges.indices.map { (file, $0) } }
  }

  /// The rows of a chunk, numbered from 1.
  func parse(_ chunk: Int) throws(FormatError) -> ParsedChunk {
    let (file, position) = places[chunk]
    return try files[file].parse(position)
  }

  /// The bytes of a chunk, as they are digested.
  func digest(_ chunk: Int, into stream: DigestStream) throws(FormatError) {
    let (file, position) = places[chunk]
    let range = files[file].ranges[position]
    // In steps: a chunk with an open quote may be as large as the file.
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 4 << 20) {
      let bytes = try files[file].bytes.read(start..<min(start + 4 << 20, range.upperBound))
      bytes.withUnsafeBytes { stream.update(UnsafeRawBufferPointer(start: $0, count: bytes.count)) }
    }
  }

  /// A path as it is; a pattern as the files it matches, in the order of their bytes.
  static func paths(_ uri: String) throws(EngineError) -> [String] {
    guard uri.contains(where: { "*?[".contains($0) }), access(uri, F_OK) != 0 else { return [uri] }
    var matches = glob_t()
    defer { globfree(&matches) }
    guard glob(uri, GLOB_ERR, nil, &matches) == 0 else {
      throw .diagnostics([FormatError.notFound.diagnostic(reading: uri)])
    }
    return (0..<Int(matches.gl_pathc)).map { String(cString: matches.gl_pathv[$0]!) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension SourceTable.File {
  var bytes: ByteSource {
    switch self {
    case .csv(let source, _, _): source.bytes
    case .jsonLines(let source, _, _): source.bytes
    }
  }

  var layout: RecordLayout {
    switch self {
    case .csv(_, let parser, _): parser.layout
    case .jsonLines(_, let parser, _): parser.layout
    }
  }

  /// Of the chunks.
  var ranges: [Range<Int>] {
    switch self {
    case .csv(_, _, let chunks): chunks.map(\.range)
    case .jsonLines(_, _, let chunks): chunks
    }
  }

  func parse(_ chunk: Int) throws(FormatError) -> ParsedChunk {
    switch self {
    case .csv(let source, let parser, let chunks): try parser.parse(chunks[chunk], of: source)
    case .jsonLines(let source, let parser, let chunks): try parser.parse(chunks[chunk], of: source)
    }
  }

  /// Cuts a text into chunks.
  init(_ source: CSVSource, _ parser: CSVParser, pool: Pool) throws(FormatError) {
    let ranges = source.surveyRanges
    let surveys = try pool.map(ranges.count) { (index) throws(FormatError) in try source.survey(ranges[index]) }
    self = .csv(source, parser, source.chunks(surveys))
  }

  init(_ source: JSONLinesSource, _ parser: JSONLinesParser, pool: Pool) throws(FormatError) {
    let ranges = source.surveyRanges
    let surveys = try pool.map(ranges.count) { (index) throws(FormatError) in try source.survey(ranges[index]) }
    self = .jsonLines(source, parser, source.chunks(surveys))
  }

  init(
    _ source: JSONLinesSource, _ planned: PlannedSource, pool: Pool, forFitting: Bool
  ) throws(EngineError) {
    do throws(FormatError) {
      let layout = RecordLayout(
        contracts: planned.contracts(forFitting: forFitting),
        extraColumns: planned.extraColumns == .fail ? .fail : .drop,
        missingColumns: planned.missingColumns == .null ? .null : .fail)
      try self.init(source, JSONLinesParser(layout: layout), pool: pool)
    } catch {
      throw .diagnostics(error.diagnostics(for: planned, header: []))
    }
  }

  /// - Parameter extraColumns: what becomes of columns that the contract does not name, if not what it says.
  init(
    _ source: CSVSource, _ planned: PlannedSource, pool: Pool, forFitting: Bool,
    extraColumns: RecordLayout.ExtraColumns? = nil
  ) throws(EngineError) {
    do throws(FormatError) {
      let layout = try planned.layout(
        header: source.header, forFitting: forFitting,
        extra: extraColumns ?? (planned.extraColumns == .fail ? .fail : .drop))
      try self.init(source, CSVParser(layout: layout), pool: pool)
    } catch {
      throw .diagnostics(error.diagnostics(for: planned, header: source.header))
    }
  }
}

extension PlannedSource {
  /// Only fitting needs the target: otherwise it may be missing.
  func contracts(forFitting: Bool) -> [ColumnContract] {
    columns.map { column in
      var contract = column.contract
      if !forFitting, column.field.role == .target { contract.field.isNullable = true }
      return contract
    }
  }

  /// The contract matched with a header. Only fitting needs the target: otherwise it may be absent or missing.
  fileprivate func layout(
    header: [String], forFitting: Bool, extra: RecordLayout.ExtraColumns
  ) throws(FormatError) -> RecordLayout {
    let contracts = contracts(forFitting: forFitting)
    let target = forFitting ? nil : contracts.first { $0.field.role == .target }
    let isTargetAbsent = target.map { !header.contains($0.field.name) } ?? false
    guard isTargetAbsent, missingColumns == .fail else {
      return try RecordLayout(
        header: header, contracts: contracts, extraColumns: extra,
        missingColumns: missingColumns == .null ? .null : .fail)
    }
    // All but the target must be there: ask for exactly those first.
    let others = contracts.filter { $0.field.role != .target }
    _ = try RecordLayout(header: header, contracts: others, extraColumns: extra, missingColumns: .fail)
    return try RecordLayout(header: header, contracts: contracts, extraColumns: extra, missingColumns: .null)
  }
}
