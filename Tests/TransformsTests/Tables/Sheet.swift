import Columns
import Configuration
import Testing

@testable import Transforms

/// A table as a test writes it: a line of `name:type`, then a line per row; `.` is a missing value.
struct Sheet: Sendable {
  var name: String
  var fields: [Field]
  var rows: TableRows
  var person: Int?

  init(_ name: String, _ fields: [Field], _ columns: [Column], person: String? = nil, people: [UInt64]? = nil) {
    self.name = name
    self.fields = fields
    // Not 1, 2, 3, so that a row's number is not mistaken for its place.
    let numbers = Buffer((0..<(columns.first?.count ?? 0)).map { Int64($0 * 3 + 7) })
    rows = TableRows(columns: columns, rowNumbers: numbers, people: people.map { Buffer($0) })
    self.person = person.flatMap { person in fields.firstIndex { $0.name == person } }
  }

  init(_ name: String, _ text: String, person: String? = nil, people: [UInt64]? = nil) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let heads = lines[0].map { $0.split(separator: ":").map(String.init) }
    let fields = heads.map { Field(name: $0[0], type: ColumnType(rawValue: $0[1])!) }
    let columns = fields.enumerated().map { position, field in
      Column(lines.dropFirst().map { $0[position] == "." ? nil : $0[position] }, as: field.type)
    }
    self.init(name, fields, columns, person: person, people: people)
  }

  var shape: TableShape { TableShape(name: name, fields: fields, person: person) }

  /// The table with its rows in another order, or some of them.
  func gather(_ positions: [Int]) -> Sheet {
    var copy = self
    let positions = Buffer(positions.map { Int32($0) })
    copy.rows = TableRows(
      columns: rows.columns.map { $0.gather(positions) }, rowNumbers: rows.rowNumbers.gather(positions),
      people: rows.people?.gather(positions))
    return copy
  }

  /// The table with the values of one column missing.
  func clearing(_ name: String) -> Sheet {
    var copy = self
    let position = fields.firstIndex { $0.name == name }!
    copy.rows.columns[position] = Column([String?](repeating: nil, count: rows.count), as: fields[position].type)
    return copy
  }

  /// What a test compares: the names, then the cells of each row.
  var lines: [String] {
    let cells = rows.columns.map { column in
      (0..<column.count).map { column.validity.isValid($0) ? column.text(at: $0) : "." }
    }
    return [fields.map(\.name).joined(separator: " ")]
      + (0..<rows.count).map { row in cells.map { $0[row] }.joined(separator: " ") }
  }
}

extension Column {
  /// Texts read as values of a type.
  init(_ texts: [String?], as type: ColumnType) {
    self =
      switch type {
      case .int: .int(texts.map { $0.map { Int64($0)! } })
      case .float: .float(texts.map { $0.map { Double($0)! } })
      case .bool: .bool(texts.map { $0.map { $0 == "true" } })
      case .date: .date(texts.map { $0.map { Calendar.date($0)! } })
      case .timestamp: .timestamp(texts.map { $0.map { Calendar.timestamp($0)! } })
      case .category: .category(texts)
      case .string, .text: .string(texts)
      }
  }
}

/// A step of tables as a test writes it.
struct TableStep: Sendable {
  var use: String
  var arguments: JSON = [:]
  var columns: [String] = []
  var by: [String] = []
  var on: [String] = []
  var grain: [String] = []
  var k: Int?

  var clauses: StepClauses {
    func located(_ names: [String]) -> [Located<String>] {
      names.map { Located($0, at: SourceSpan(line: 1, column: 1)) }
    }
    return StepClauses(columns: located(columns), by: located(by), on: located(on), grain: located(grain))
  }

  func transformer() throws -> any TableTransformer {
    var decoder = Decoder(file: "test")
    let entry = try #require(Catalog.entry(named: use))
    guard case .tables(let decode) = entry.make else { throw NoTableTransformer() }
    var transformer = try #require(decode(Node(arguments), &decoder), "\(decoder.diagnostics.map(\.message))")
    try transformer.bind([:])
    return transformer
  }

  struct NoTableTransformer: Error {}

  /// Asks for the outputs, then for the rows; what comes out must be what was announced.
  func run(_ sheets: [Sheet]) throws -> Sheet {
    let transformer = try transformer()
    let shapes = sheets.map(\.shape)
    let outputs = try transformer.outputs(shapes, clauses)
    let context = TableContext(inputs: shapes, clauses: clauses, k: k)
    let rows = try transformer.transform(sheets.map(\.rows), context)
    try requireSame(rows, of: transformer, sheets, context)
    try #require(rows.columns.count == outputs.count)
    for (output, column) in zip(outputs, rows.columns) {
      #expect(column.count == rows.count, "\(output.field.name)")
      #expect(column.valueType == (output.field.type == .text ? .string : output.field.type), "\(output.field.name)")
      #expect(column.hasCleanSlots, "\(output.field.name)")
      #expect(output.field.isNullable || column.missingCount == 0, "\(output.field.name)")
    }
    if let people = rows.people { #expect(people.count == rows.count) }
    var result = Sheet("result", outputs.map(\.field), rows.columns)
    result.rows = rows
    return result
  }

  /// A table that goes by in pieces gives the same, to the bit, where the transformer can do with pieces.
  private func requireSame(
    _ rows: TableRows, of transformer: any TableTransformer, _ sheets: [Sheet], _ context: TableContext
  ) throws {
    guard sheets.count == 1, let whole = try transformer.stream(context) else { return }
    for size in [1, 3, 1000] {
      var stream = whole
      repeat {
        for start in stride(from: 0, to: sheets[0].rows.count, by: size) {
          let piece = Buffer((start..<min(start + size, sheets[0].rows.count)).map { Int32($0) })
          try stream.add(sheets[0].rows.gather(piece, named: "piece"))
        }
      } while try stream.endPass()
      let streamed = try stream.finish()
      #expect(streamed.columns == rows.columns, "in pieces of \(size)")
      #expect(streamed.people == rows.people && streamed.rowNumbers == rows.rowNumbers)
    }
  }

  /// The message of what is thrown, in the plan or while it runs.
  func failure(_ sheets: [Sheet]) -> String? {
    do {
      _ = try run(sheets)
      return nil
    } catch let error as TransformError {
      return error.message
    } catch {
      return "\(error)"
    }
  }
}

/// Collapses the spaces of a table in a test.
func table(_ text: String) -> [String] {
  text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
}
