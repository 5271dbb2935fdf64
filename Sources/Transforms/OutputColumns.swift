import Columns

/// The columns that a step puts out where values decide how many there are and what they are called.
enum OutputColumns {
  /// More columns than this from one input are a mistake that would exhaust the memory.
  static let most = 10_000

  /// Refuses more of them for one input, saying what bounds them, and two of one name.
  static func check(_ columns: [(input: String, outputs: [String])], remedy: String) throws(TransformError) {
    var names: Set<String> = []
    for column in columns {
      guard column.outputs.count <= most else { throw tooMany(of: column.input, remedy: remedy) }
      for name in column.outputs where !names.insert(name).inserted {
        throw .unfittable(column: column.input, problem: "gives an output column of a name that another has already")
      }
    }
  }

  /// The columns that each input becomes, under the names that are known; one open `input_*` where only fitting can name
  /// them.
  static func fields(
    _ inputs: [Field], as type: ColumnType, isNullable: (Field) -> Bool = { _ in false },
    names: (_ position: Int, _ field: Field) -> [String]?
  ) -> [OutputField] {
    inputs.enumerated().flatMap { position, field in
      let known = names(position, field)
      return (known ?? ["\(field.name)_*"]).map { name in
        OutputField(
          field.derived(name, as: type, isNullable: isNullable(field)), replaces: position, isOpen: known == nil)
      }
    }
  }

  static func tooMany(of input: String, remedy: String) -> TransformError {
    .unfittable(column: input, problem: "gives more than \(most) output columns; \(remedy)")
  }
}
