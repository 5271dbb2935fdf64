import Columns
import Configuration

extension TableRows {
  /// Refuses more rows than 32-bit positions number, and more text of the key columns than one table of strings holds.
  func requireRoom(named name: String, keys: [Int] = []) throws(TransformError) {
    try Self.requireRoom(count, named: name)
    for key in keys {
      guard columns[key].byteCount < Int(Int32.max) else { throw .tooMuchText(in: name) }
    }
  }

  static func requireRoom(_ count: Int, named name: String) throws(TransformError) {
    guard count < Int(Int32.max) else {
      throw .unusableTable(table: name, problem: "has more than \(Int32.max) rows", help: "divide the data into parts")
    }
  }

  /// What is wrong with the value of a row, by its position.
  func badValue(in column: String, at row: Int, _ problem: String) -> TransformError {
    .badValue(column: column, row: Int(rowNumbers[row]), problem: problem)
  }

  /// Refuses infinities, naming the row.
  func requireFinite(_ column: Column, named name: String) throws(TransformError) {
    if let row = column.firstInfinite { throw badValue(in: name, at: row, TransformError.infinite) }
  }

  /// Refuses rows that the columns of `grain:` do not tell apart; `outputs` are the columns.
  func requireGrain(
    _ grain: [Located<String>], _ outputs: [TableOutput], named name: String
  ) throws(TransformError) {
    guard !grain.isEmpty else { return }
    let positions = grain.compactMap { name in outputs.firstIndex { $0.field.name == name.value } }
    let groups = RowGroups(positions.map { columns[$0] }, count: count)
    guard groups.count == count else {
      throw .unusableTable(
        table: name, problem: "would have \(count) rows, but only \(groups.count) different values of `grain:`",
        help: "name all columns that tell the new rows apart")
    }
  }

  /// The rows at these positions, with their numbers and people.
  func gather(_ rows: Buffer<Int32>, named name: String) throws(TransformError) -> TableRows {
    TableRows(
      columns: try columns.gather(optional: rows, named: name), rowNumbers: rowNumbers.gather(rows),
      people: people?.gather(rows))
  }
}

extension Column {
  /// The rows of columns of one type, at least one, one after the other.
  static func concatenated(_ columns: [Column], named table: String) throws(TransformError) -> Column {
    do throws(TextOverflow) {
      return try concatenated(columns)
    } catch {
      throw .tooMuchText(in: table)
    }
  }
}

extension [Column] {
  /// The rows at these positions, missing where one is negative.
  func gather(optional rows: Buffer<Int32>, named name: String) throws(TransformError) -> [Column] {
    var gathered: [Column] = []
    for column in self {
      do {
        gathered.append(try column.gather(optional: rows))
      } catch {
        throw .tooMuchText(in: name)
      }
    }
    return gathered
  }
}

extension TransformError {
  static func target(_ name: Located<String>, of key: String) -> TransformError {
    .badArgument(
      parameter: key, problem: "names the target `\(name.value)`: what is made of it is not known for new rows")
  }

  static func tooMuchText(in table: String) -> TransformError {
    .unusableTable(
      table: table, problem: "has a column of more than 2 GiB of text", help: "drop the column before this step")
  }
}
