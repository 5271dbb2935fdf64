extension CodedTree {
  /// The tree of a value.
  package init(encoding value: some Encodable) throws { self = try Self.tree(of: value) }

  fileprivate static func tree(of value: some Encodable) throws -> CodedTree {
    switch value {
    case let value as [Double]: return .floats(value)
    case let value as [Int64]: return .ints(value)
    case let value as [Int]: return .ints(value.map(Int64.init))
    case let value as [Int32]: return .ints(value.map(Int64.init))
    case let value as [UInt64]: return .words(value)
    case let value as [UInt8]: return .bytes(value)
    default:
      let encoder = TreeEncoder(path: [])
      try value.encode(to: encoder)
      return encoder.box.tree
    }
  }
}

/// Gathers what one value puts into its containers.
private final class Box {
  var scalar: CodedTree?
  var list: [Box]?
  var map: [(key: String, value: Box)]?

  init(_ tree: CodedTree? = nil) { scalar = tree }

  var tree: CodedTree {
    if let map { return .map(map.map { .init(key: $0.key, value: $0.value.tree) }) }
    if let list { return .list(list.map(\.tree)) }
    return scalar ?? .map([])
  }
}

private final class TreeEncoder: Encoder {
  let box: Box
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(path: [any CodingKey], box: Box = Box()) {
    codingPath = path
    self.box = box
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.map = box.map ?? []
    return KeyedEncodingContainer(KeyedTreeEncoder<Key>(box: box, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.list = box.list ?? []
    return ListTreeEncoder(box: box, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleTreeEncoder(box: box, codingPath: codingPath)
  }
}

private struct SingleTreeEncoder: SingleValueEncodingContainer {
  let box: Box
  let codingPath: [any CodingKey]

  func encodeNil() { box.scalar = .null }
  func encode(_ value: Bool) { box.scalar = .bool(value) }
  func encode(_ value: String) { box.scalar = .text(value) }
  func encode(_ value: Double) { box.scalar = .float(value) }
  func encode(_ value: Float) { box.scalar = .float(Double(value)) }
  func encode(_ value: Int) { box.scalar = .int(Int64(value)) }
  func encode(_ value: Int8) { box.scalar = .int(Int64(value)) }
  func encode(_ value: Int16) { box.scalar = .int(Int64(value)) }
  func encode(_ value: Int32) { box.scalar = .int(Int64(value)) }
  func encode(_ value: Int64) { box.scalar = .int(value) }
  func encode(_ value: UInt) { box.scalar = .word(UInt64(value)) }
  func encode(_ value: UInt8) { box.scalar = .int(Int64(value)) }
  func encode(_ value: UInt16) { box.scalar = .int(Int64(value)) }
  func encode(_ value: UInt32) { box.scalar = .int(Int64(value)) }
  func encode(_ value: UInt64) { box.scalar = .word(value) }
  func encode<Value: Encodable>(_ value: Value) throws { box.scalar = try CodedTree.tree(of: value) }
}

private struct ListTreeEncoder: UnkeyedEncodingContainer {
  let box: Box
  let codingPath: [any CodingKey]

  var count: Int { box.list?.count ?? 0 }

  private func add(_ element: Box = Box()) -> Box {
    box.list?.append(element)
    return element
  }

  func encodeNil() { _ = add(Box(.null)) }
  func encode<Value: Encodable>(_ value: Value) throws { _ = add(Box(try CodedTree.tree(of: value))) }

  func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    TreeEncoder(path: codingPath, box: add()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    TreeEncoder(path: codingPath, box: add()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(path: codingPath, box: add()) }
}

private struct KeyedTreeEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: Box
  let codingPath: [any CodingKey]

  private func add(_ key: some CodingKey, _ value: Box = Box()) -> Box {
    box.map?.append((key.stringValue, value))
    return value
  }

  func encodeNil(forKey key: Key) { _ = add(key, Box(.null)) }
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    _ = add(key, Box(try CodedTree.tree(of: value)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    TreeEncoder(path: codingPath + [key], box: add(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    TreeEncoder(path: codingPath + [key], box: add(key)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { TreeEncoder(path: codingPath, box: box) }
  func superEncoder(forKey key: Key) -> any Encoder { TreeEncoder(path: codingPath + [key], box: add(key)) }
}
