import Configuration

/// Strict reading of a fitted state: every member is there, none is unknown, every number finite. Whatever the JSON,
/// the outcome is a value or `TransformError.badState`.
extension JSON {
  /// The members of an object that has exactly the given names.
  func stateMembers(_ names: [String]) throws(TransformError) -> [String: JSON] {
    guard let object else { throw .badState(problem: "an object was expected") }
    var members: [String: JSON] = [:]
    for member in object {
      guard names.contains(member.name) else { throw .badState(problem: "it has an unknown member") }
      guard members.updateValue(member.value, forKey: member.name) == nil else {
        throw .badState(problem: "`\(member.name)` occurs twice")
      }
    }
    for name in names where members[name] == nil { throw .badState(problem: "`\(name)` is missing") }
    return members
  }

  func stateArray() throws(TransformError) -> [JSON] {
    guard let array else { throw .badState(problem: "a list was expected") }
    return array
  }

  func stateString() throws(TransformError) -> String {
    guard let string else { throw .badState(problem: "text was expected") }
    return string
  }

  func stateBool() throws(TransformError) -> Bool {
    guard let bool else { throw .badState(problem: "true or false was expected") }
    return bool
  }

  func stateNumber() throws(TransformError) -> Double {
    guard let double, double.isFinite else { throw .badState(problem: "a finite number was expected") }
    return double
  }

  /// `null` is `nil`.
  func stateNumberOrNull() throws(TransformError) -> Double? {
    self == .null ? nil : try stateNumber()
  }
}

/// What is fitted for one column each, by the column's name.
protocol FittedColumn: Sendable, Equatable {
  var name: String { get }
  init(json: JSON) throws(TransformError)
  var json: JSON { get }
}

/// The fitted state of a transformer that learns column by column: `{"columns": […]}`.
struct FittedColumns<Element: FittedColumn>: FittedState {
  let columns: [Element]

  init(_ columns: [Element]) { self.columns = columns }

  init(json: JSON) throws(TransformError) {
    var columns: [Element] = []
    for json in try json.stateMembers(["columns"])["columns"]!.stateArray() { columns.append(try Element(json: json)) }
    guard Set(columns.map(\.name)).count == columns.count else { throw .badState(problem: "a column occurs twice") }
    self.columns = columns
  }

  var json: JSON { ["columns": .array(columns.map(\.json))] }
  var columnNames: [String]? { columns.map(\.name) }
}
