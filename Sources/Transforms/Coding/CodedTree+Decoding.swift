extension CodedTree {
  /// For types that are known only at run time.
  package var decoder: any Decoder { TreeDecoder(tree: self, codingPath: []) }

  /// The value of which this is the tree.
  ///
  /// - Throws: `DecodingError` for the tree of another type.
  package func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, at path: [any CodingKey] = []
  ) throws -> Value {
    let packed: Any? =
      switch self {
      case .floats(let values): values
      case .words(let values): values
      case .bytes(let values): values
      case .ints(let values):
        if type == [Int].self {
          values.map(Int.init)
        } else if type == [Int32].self {
          values.map { Int32(truncatingIfNeeded: $0) }
        } else {
          values
        }
      default: nil
      }
    if let packed {
      guard let value = packed as? Value else { return try Value(from: TreeDecoder(tree: self, codingPath: path)) }
      return value
    }
    return try Value(from: TreeDecoder(tree: self, codingPath: path))
  }
}

private struct TreeDecoder: Decoder {
  let tree: CodedTree
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .map(let entries) = tree else { throw mismatch(type) }
    return KeyedDecodingContainer(
      KeyedTreeDecoder<Key>(
        entries: Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
        codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let elements: [CodedTree]
    switch tree {
    case .list(let list): elements = list
    case .ints(let values): elements = values.map { .int($0) }
    case .words(let values): elements = values.map { .word($0) }
    case .floats(let values): elements = values.map { .float($0) }
    case .bytes(let values): elements = values.map { .int(Int64($0)) }
    default: throw mismatch([Any].self)
    }
    return ListTreeDecoder(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleTreeDecoder(tree: tree, codingPath: codingPath)
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "another type was written"))
  }
}

private struct SingleTreeDecoder: SingleValueDecodingContainer {
  let tree: CodedTree
  let codingPath: [any CodingKey]

  private func read<Value>(_ type: Value.Type, _ value: Value?) throws -> Value {
    guard let value else { throw TreeDecoder(tree: tree, codingPath: codingPath).mismatch(type) }
    return value
  }

  private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
    switch tree {
    case .int(let value): try read(type, Value(exactly: value))
    case .word(let value): try read(type, Value(exactly: value))
    default: try read(type, nil)
    }
  }

  func decodeNil() -> Bool { tree == .null }
  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let value) = tree else { return try read(type, nil) }
    return value
  }
  func decode(_ type: String.Type) throws -> String {
    guard case .text(let value) = tree else { return try read(type, nil) }
    return value
  }
  func decode(_ type: Double.Type) throws -> Double {
    guard case .float(let value) = tree else { return try read(type, nil) }
    return value
  }
  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try tree.decode(type, at: codingPath) }
}

private struct ListTreeDecoder: UnkeyedDecodingContainer {
  let elements: [CodedTree]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(elements: [CodedTree], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  private mutating func next() throws -> CodedTree {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(Any.self, .init(codingPath: codingPath, debugDescription: "the list ends"))
    }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decode(type, at: codingPath)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try TreeDecoder(tree: try next(), codingPath: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: try next(), codingPath: codingPath).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { TreeDecoder(tree: try next(), codingPath: codingPath) }
}

private struct KeyedTreeDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let entries: [String: CodedTree]
  let codingPath: [any CodingKey]

  var allKeys: [Key] { entries.keys.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { entries[key.stringValue] != nil }

  private func tree(_ key: Key) throws -> CodedTree {
    guard let tree = entries[key.stringValue] else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "a member is missing"))
    }
    return tree
  }

  func decodeNil(forKey key: Key) throws -> Bool { try tree(key) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try tree(key).decode(type, at: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(tree: try tree(key), codingPath: codingPath + [key]).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: try tree(key), codingPath: codingPath + [key]).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { TreeDecoder(tree: .map([]), codingPath: codingPath) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    TreeDecoder(tree: try tree(key), codingPath: codingPath + [key])
  }
}
