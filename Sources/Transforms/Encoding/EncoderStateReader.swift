import Configuration

/// Reads an object of an encoder's fitted state that has exactly the expected members; a state that another hand has
/// edited is refused, not trusted.
struct EncoderStateReader {
  private let json: JSON

  init(_ json: JSON, _ names: [String]) throws(TransformError) {
    guard let members = json.object else { throw .badState(problem: "an object was expected") }
    guard members.map(\.name).sorted() == names.sorted() else {
      throw .badState(problem: "an object has other members than \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
    self.json = json
  }

  /// One object per input column, each read by `read`.
  func columns<Column>(
    _ names: [String], _ read: (EncoderStateReader) throws(TransformError) -> Column
  ) throws(TransformError) -> [Column] {
    guard let elements = json["columns"]?.array else { throw .badState(problem: "`columns` is not a list") }
    var columns: [Column] = []
    var seen: Set<String> = []
    for element in elements {
      let reader = try EncoderStateReader(element, names)
      guard seen.insert(try reader.string("column")).inserted else {
        throw .badState(problem: "`columns` names a column twice")
      }
      columns.append(try read(reader))
    }
    return columns
  }

  func strings(_ name: String) throws(TransformError) -> [String] { try list(name, "a list of texts") { $0.string } }
  func numbers(_ name: String) throws(TransformError) -> [Double] { try list(name, "a list of numbers") { $0.double } }

  func counts(_ name: String) throws(TransformError) -> [Int64] {
    try list(name, "a list of counts") { $0.int.flatMap(Self.count) }
  }

  func string(_ name: String) throws(TransformError) -> String { try value(name, "a text") { $0.string } }
  func bool(_ name: String) throws(TransformError) -> Bool { try value(name, "true or false") { $0.bool } }
  func number(_ name: String) throws(TransformError) -> Double { try value(name, "a number") { $0.double } }
  func count(_ name: String) throws(TransformError) -> Int64 {
    try value(name, "a count") { $0.int.flatMap(Self.count) }
  }

  /// A member that may be `null`.
  func optional<Value>(
    _ name: String, _ read: (EncoderStateReader, String) throws(TransformError) -> Value
  ) throws(TransformError) -> Value? {
    json[name] == .null ? nil : try read(self, name)
  }

  /// Category names, which occur once.
  func categories(_ name: String) throws(TransformError) -> [String] {
    let names = try strings(name)
    guard Set(names.map { Array($0.utf8) }).count == names.count else {
      throw .badState(problem: "`\(name)` names a category twice")
    }
    return names
  }

  /// Row counts stay below 2^53, so that their sums cannot overflow.
  private static func count(_ value: Int64) -> Int64? { (0...(1 << 53)).contains(value) ? value : nil }

  private func value<Value>(
    _ name: String, _ expected: String, _ read: (JSON) -> Value?
  ) throws(TransformError) -> Value {
    guard let member = json[name], let value = read(member) else {
      throw .badState(problem: "`\(name)` is not \(expected)")
    }
    return value
  }

  private func list<Value>(
    _ name: String, _ expected: String, _ read: (JSON) -> Value?
  ) throws(TransformError) -> [Value] {
    guard let elements = json[name]?.array else { throw .badState(problem: "`\(name)` is not \(expected)") }
    let values = elements.compactMap(read)
    guard values.count == elements.count else { throw .badState(problem: "`\(name)` is not \(expected)") }
    return values
  }
}
