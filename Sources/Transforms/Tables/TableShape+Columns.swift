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
