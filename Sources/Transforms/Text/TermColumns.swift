import Columns

/// The output columns that terms become.
enum TermColumns {
  /// More columns than this from one input are a mistake that would exhaust the memory.
  static let most = 10_000

  /// Refuses too many of them, and two of one name.
  static func check(_ columns: [(name: String, outputs: [String])]) throws(TransformError) {
    var names: Set<String> = []
    for column in columns {
      guard column.outputs.count <= most else {
        throw .unfittable(
          column: column.name, problem: "has more than \(most) terms; bound them with `max_features` or `min_df`")
      }
      for output in column.outputs where !names.insert(output).inserted {
        throw .unfittable(
          column: column.name, problem: "and a column beside it have terms that give output columns of one name")
      }
    }
  }
}
