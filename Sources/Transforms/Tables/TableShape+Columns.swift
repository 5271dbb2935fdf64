import Columns
import Configuration

extension TableShape {
  /// The position of a column that `key` of the step names.
  ///
  /// Refuses the target: rows that are grouped, matched or put in order by it, and what is computed of it, carry each
  /// row's own label into the features of that row.
  func require(
    _ name: Located<String>, of key: String, mayBeTarget: Bool = false
  ) throws(TransformError) -> Int {
    guard let position = position(of: name.value) else {
      let nearest = Spelling.nearest(to: name.value, among: fields.map(\.name))
      throw .badArgument(
        parameter: key,
        problem: "names `\(name.value)`, which is no column of `\(self.name)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
    if fields[position].role == .target && !mayBeTarget { throw .target(name, of: key) }
    return position
  }

  func require(
    _ names: [Located<String>], of key: String, mayBeTarget: Bool = false
  ) throws(TransformError) -> [Int] {
    var positions: [Int] = []
    for name in names {
      let position = try require(name, of: key, mayBeTarget: mayBeTarget)
      if positions.contains(position) {
        throw .badArgument(parameter: key, problem: "names `\(name.value)` twice")
      }
      positions.append(position)
    }
    return positions
  }

  /// The position of a date or timestamp column.
  func requireTime(_ name: Located<String>, of key: String) throws(TransformError) -> Int {
    let position = try require(name, of: key)
    guard fields[position].type == .date || fields[position].type == .timestamp else {
      throw .wrongType(column: name.value, expected: "date or timestamp", found: fields[position].type)
    }
    return position
  }
}

extension TableShape {
  /// All columns, as they are.
  var carried: [TableOutput] {
    fields.enumerated().map { TableOutput($1, from: [.init(table: 0, column: $0)], isCarried: true) }
  }
}

extension [TableOutput] {
  /// Makes keys of the columns that tell the rows of a table apart whose rows were multiplied.
  mutating func nameRows(_ grain: [Located<String>]) throws(TransformError) {
    for name in grain {
      guard let position = firstIndex(where: { $0.field.name == name.value }) else {
        throw .badArgument(parameter: "grain", problem: "names `\(name.value)`, which is no column that comes out")
      }
      if self[position].field.role == .target { throw .target(name, of: "grain") }
      self[position].field.role = .key
    }
  }

  /// Refuses two columns of one name.
  func requireDistinctNames(table: String, help: String) throws(TransformError) {
    var seen: Set<String> = []
    for output in self where !seen.insert(output.field.name).inserted {
      throw .unusableTable(table: table, problem: "would have two columns `\(output.field.name)`", help: help)
    }
  }
}

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

  /// Refuses infinities, naming the row.
  func requireFinite(_ position: Int, named name: String) throws(TransformError) {
    guard case .float(let values) = columns[position].values,
      let row = values.withUnsafeBufferPointer({ values in
        NumberKernels.areFinite(values) ? nil : values.firstIndex { !$0.isFinite }
      })
    else { return }
    throw .badValue(column: name, row: Int(rowNumbers[row]), problem: "the value is not a finite number")
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

extension Column {
  /// The values of a date or timestamp column as integers of its unit; `nil` for other types.
  var instants: Buffer<Int64>? {
    switch values {
    case .timestamp(let values): values
    case .date(let values): values.map { Int64($0) }
    default: nil
    }
  }

  /// Whether values of both can be compared: texts of any kind with each other, else columns of one type.
  static func areComparable(_ left: ColumnType, _ right: ColumnType) -> Bool {
    ValueType(left) == ValueType(right)
  }
}

extension Buffer<Int64> {
  /// The numbers of the rows of a table that a step made: 1, 2, 3.
  static func numbers(_ count: Int) -> Buffer<Int64> {
    Buffer(count: count) { memory in for row in 0..<count { memory[row] = Int64(row + 1) } }
  }
}
