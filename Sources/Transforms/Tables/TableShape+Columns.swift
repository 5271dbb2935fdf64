import Columns
import Configuration

extension TableShape {
  /// The position of a column that `key` of the step names.
  func require(_ name: Located<String>, of key: String) throws(TransformError) -> Int {
    guard let position = position(of: name.value) else {
      throw .badArgument(parameter: key, problem: "names `\(name.value)`, which is no column of `\(self.name)`")
    }
    return position
  }

  func require(_ names: [Located<String>], of key: String) throws(TransformError) -> [Int] {
    var positions: [Int] = []
    for name in names {
      let position = try require(name, of: key)
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
    try [fields[position]].requireTimes()
    return position
  }
}

extension TableShape {
  /// All columns, as they are.
  var carried: [TableOutput] {
    fields.enumerated().map { TableOutput($1, from: [.init(table: 0, column: $0)], isCarried: true) }
  }
}
