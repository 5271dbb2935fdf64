import Columns
package import Configuration
import Formats
package import Privacy

/// k-anonymity, l-diversity and t-closeness of a CSV file, whoever wrote it.
///
/// Its columns have no types: every value counts as it is written, and a sensitive column has an order if all its values
/// are numbers, or all ISO dates. An empty field is a missing value, which is a value of its own.
package struct TableCheck: Sendable {
  /// What is asked of a file.
  package struct Request: Sendable {
    package let path: String
    package let delimiter: String
    package let quasi: [String]
    package let sensitive: [String]
    /// Of the sensitive columns those whose values have no order, though they are numbers: codes.
    package let categories: Set<String>
    /// The column that tells people apart; `nil`: every row is a person.
    package let subject: String?

    package init(
      path: String, delimiter: String = ",", quasi: [String], sensitive: [String] = [], categories: Set<String> = [],
      subject: String? = nil
    ) {
      (self.path, self.delimiter, self.quasi, self.sensitive) = (path, delimiter, quasi, sensitive)
      (self.categories, self.subject) = (categories, subject)
    }
  }

  package let request: Request
  package let policy: ReleasePolicy
  package let figures: ReleaseFigures

  /// Reads the file, chunk by chunk; held are codes of the columns that are asked for, and each distinct value once.
  package init(_ request: Request, _ policy: ReleasePolicy) throws(EngineError) {
    self.request = request
    self.policy = policy
    let named = request.quasi + request.sensitive + (request.subject.map { [$0] } ?? [])
    var coded: [String: ReleaseColumn] = [:]
    for name in named { coded[name] = ReleaseColumn(name: name, type: .string) }
    try Self.read(request, Array(coded.keys).sorted()) { (name, column) throws(EngineError) in
      do throws(ReleaseError) {
        try coded[name]?.append(column)
      } catch {
        throw .diagnostics([
          Diagnostic(
            .releaseTooLarge, at: .whole(request.path),
            "column `\(name)` has more than 2 GiB of distinct values, or 2^31 rows",
            help: "check fewer rows at a time")
        ])
      }
    }
    let table = ReleaseTable(
      quasi: request.quasi.compactMap { coded[$0] },
      sensitive: request.sensitive.compactMap { coded[$0] }.map { column in
        SensitiveColumn(
          column, isOrdered: !request.categories.contains(column.name) && SensitiveColumn.looksOrdered(column))
      },
      people: request.subject.flatMap { coded[$0] }.map { PeopleCodes($0) })
    figures = ReleaseFigures(table, policy)
  }

  /// What is asked for and not given; a sentence each.
  package var shortcomings: [String] { figures.shortcomings(policy) }

  package var diagnostics: [Diagnostic] {
    shortcomings.map {
      Diagnostic(
        .tableBelowPolicy, at: .whole(request.path), $0,
        help: "`privacy.release` generalizes or suppresses until a run's outputs keep a policy")
    }
  }

  private static func read(
    _ request: Request, _ names: [String], _ take: (String, Column) throws(EngineError) -> Void
  ) throws(EngineError) {
    let source: CSVSource, parser: CSVParser, chunks: [CSVChunk]
    do throws(FormatError) {
      source = try CSVSource(
        try ByteSource(path: request.path), dialect: try CSVDialect(delimiter: request.delimiter))
      let contracts = names.map { ColumnContract(Field(name: $0, type: .string)) }
      parser = CSVParser(layout: try RecordLayout(header: source.header, contracts: contracts))
      chunks = try source.chunks()
    } catch {
      throw .diagnostics(diagnostics(error, request))
    }
    var before: Int64 = 0
    for chunk in chunks {
      let parsed: ParsedChunk
      do throws(FormatError) {
        parsed = try parser.parse(chunk, of: source)
      } catch {
        throw .diagnostics(diagnostics(error, request))
      }
      guard parsed.invalid.isEmpty else { throw .diagnostics(diagnostics(parsed.invalid, before, parser, request)) }
      before += Int64(parsed.recordCount)
      for (name, column) in zip(names, parsed.batch.columns) { try take(name, column) }
    }
  }

  private static func diagnostics(_ error: FormatError, _ request: Request) -> [Diagnostic] {
    guard case .contractNotMet(let missing, _) = error else { return [error.diagnostic(reading: request.path)] }
    return missing.map {
      Diagnostic(
        .missingColumns, at: .data(source: request.path, row: nil, column: $0), "the table has no column `\($0)`",
        help: "check the spelling, the header and --delimiter")
    }
  }

  /// A row that cannot be read might be the one that stands alone.
  private static func diagnostics(
    _ invalid: [InvalidRow], _ before: Int64, _ parser: CSVParser, _ request: Request
  ) -> [Diagnostic] {
    invalid.prefix(20).map { row in
      let record = InvalidRecord(row, layout: parser.layout, shownAs: parser.layout)
      return Diagnostic(
        record.rule.code, at: .data(source: request.path, row: Int(record.row + before), column: record.column),
        "\(record.problem); the table cannot be judged without the row", help: "mend the row, or take it out")
    }
  }
}
