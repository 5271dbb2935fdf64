import Configuration

/// What is known of a column to which nothing is fitted: its name, for messages.
struct NamedColumn: FittedColumn {
  let name: String
}

extension NamedColumn {
  static let members: [StateMember] = ["name"]

  init(_ reader: StateReader) throws(TransformError) { self.init(name: try reader.string("name")) }

  var json: JSON { ["name": .string(name)] }
}
