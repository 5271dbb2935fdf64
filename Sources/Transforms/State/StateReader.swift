import Configuration

/// Strict reading of one object of a fitted state: every member is there, none is unknown, every number is finite.
/// Whatever the JSON, the outcome is a value or `TransformError.badState`: a state that another hand has edited is
/// refused, not trusted.
struct StateReader {
  private let members: [String: JSON]

  /// Refuses an object that has other members than `declared`.
  init(_ json: JSON, _ declared: [StateMember]) throws(TransformError) {
    let names = declared.map(\.name)
    guard let object = json.object else { throw .badState(problem: "an object was expected") }
    var members: [String: JSON] = [:]
    for member in object {
      guard names.contains(member.name) else { throw .badState(problem: "it has an unknown member") }
      guard members.updateValue(member.value, forKey: member.name) == nil else {
        throw .badState(problem: "`\(member.name)` occurs twice")
      }
    }
    for name in names where members[name] == nil { throw .badState(problem: "`\(name)` is missing") }
    self.members = members
  }

  // MARK: - One value

  func string(_ name: String) throws(TransformError) -> String { try read(name, "a text") { $0.string } }
  func bool(_ name: String) throws(TransformError) -> Bool { try read(name, "true or false") { $0.bool } }
  func number(_ name: String) throws(TransformError) -> Double { try read(name, "a finite number", Self.number) }
  /// From 0 to 2^53.
  func count(_ name: String) throws(TransformError) -> Int64 { try read(name, "a count", Self.count) }
  func value(_ name: String) throws(TransformError) -> Value { try read(name, "a value") { Value(json: $0) } }

  /// Whether the member is `null`, for values that may be absent.
  func isNull(_ name: String) -> Bool { members[name] == .null }

  func numberOrNull(_ name: String) throws(TransformError) -> Double? { isNull(name) ? nil : try number(name) }

  // MARK: - Lists

  func numbers(_ name: String) throws(TransformError) -> [Double] { try list(name, "numbers", Self.number) }
  /// Finite numbers, `null` where there is none.
  func numbersOrNull(_ name: String) throws(TransformError) -> [Double?] {
    try list(name, "numbers or null") { $0 == .null ? .some(nil) : Self.number($0).map { .some($0) } }
  }

  func counts(_ name: String) throws(TransformError) -> [Int64] { try list(name, "counts", Self.count) }

  func texts(_ name: String) throws(TransformError) -> [String] { try list(name, "texts") { $0.string } }

  func values(_ name: String) throws(TransformError) -> [Value] { try list(name, "values") { Value(json: $0) } }

  /// Values, `null` where there is none.
  func valuesOrNull(_ name: String) throws(TransformError) -> [Value?] {
    try list(name, "values or null") { json in json == .null ? .some(nil) : Value(json: json).map { .some($0) } }
  }
  /// To be read by a `StateReader` each.
  func objects(_ name: String) throws(TransformError) -> [JSON] { try list(name, "objects", { $0 }) }

  /// Category names, each once; told apart by their bytes.
  func categories(_ name: String) throws(TransformError) -> [String] {
    let names = try list(name, "texts") { $0.string }
    guard Set(names.map { Array($0.utf8) }).count == names.count else {
      throw .badState(problem: "`\(name)` names a category twice")
    }
    return names
  }

  /// What was fitted for each column.
  func columns<Element: FittedColumn>(_ name: String = "columns") throws(TransformError) -> [Element] {
    var columns: [Element] = []
    for json in try objects(name) {
      columns.append(try Element(StateReader(json, Element.members)))
    }
    guard Set(columns.map(\.name)).count == columns.count else { throw .badState(problem: "a column occurs twice") }
    return columns
  }

  // MARK: - Reading

  private static func number(_ json: JSON) -> Double? { json.double.flatMap { $0.isFinite ? $0 : nil } }

  /// Counts stay at or below 2^53, so that sums of 1024 of them cannot overflow and all are exact as doubles.
  private static func count(_ json: JSON) -> Int64? {
    json.int.flatMap { (0...(1 << 53)).contains($0) ? $0 : nil }
  }

  private func read<Result>(
    _ name: String, _ expected: String, _ read: (JSON) -> Result?
  ) throws(TransformError) -> Result {
    guard let result = members[name].flatMap(read) else { throw .badState(problem: "`\(name)` is not \(expected)") }
    return result
  }

  private func list<Element>(
    _ name: String, _ expected: String, _ read: (JSON) -> Element?
  ) throws(TransformError) -> [Element] {
    let elements = try self.read(name, "a list of \(expected)") { $0.array }
    let values = elements.compactMap(read)
    guard values.count == elements.count else { throw .badState(problem: "`\(name)` is not a list of \(expected)") }
    return values
  }
}
