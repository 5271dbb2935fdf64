import Configuration

/// What is fitted for one column, by the column's name.
protocol FittedColumn: Sendable, Equatable {
  /// The members of its JSON.
  static var members: [StateMember] { get }
  /// The input column's name.
  var name: String { get }
  init(_ reader: StateReader) throws(TransformError)
  /// An object with exactly `members`.
  var json: JSON { get }
}

/// The fitted state of a transformer that learns column by column: `{"columns": […]}`.
struct FittedColumns<Element: FittedColumn>: FittedState {
  let columns: [Element]

  init(_ columns: [Element]) { self.columns = columns }

  static var members: [StateMember] { [.parts("columns", Element.members)] }

  init(json: JSON) throws(TransformError) { columns = try StateReader(json, Self.members).columns() }

  var json: JSON { ["columns": .array(columns.map(\.json))] }
  var inputs: [String]? { columns.map(\.name) }
}
