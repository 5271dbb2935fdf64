import Configuration

/// The state of a transformer that needs the names of its inputs and nothing else.
struct NamedInputs: FittedState {
  let columns: [String]

  init(columns: [String]) { self.columns = columns }

  static let members: [StateMember] = ["columns"]

  init(json: JSON) throws(TransformError) {
    columns = try StateReader(json, Self.members).categories("columns")
  }

  var json: JSON { ["columns": .array(columns.map { .string($0) })] }
  var inputs: [String]? { columns }
}
