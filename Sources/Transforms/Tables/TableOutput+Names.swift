import Columns
import Configuration

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
