/// What a value is made of when it leaves the process, and its bytes: what `Codable` asks for and no more.
///
/// Bytes are a tag and then, for lists and maps, a count and the elements. Integers are written in seven bits a byte;
/// lists of numbers as their memory, little-endian, since statistics are mostly such lists. Keys stand once, in a table
/// before the tree.
package indirect enum CodedTree: Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case word(UInt64)
  case float(Double)
  case text(String)
  case bytes([UInt8])
  case ints([Int64])
  case words([UInt64])
  case floats([Double])
  case list([CodedTree])
  case map([Entry])

  package struct Entry: Equatable {
    let key: String
    let value: CodedTree
  }

  subscript(key: String) -> CodedTree? {
    guard case .map(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }
}

/// Bytes that are no tree.
package struct CodedTreeDamaged: Error {}

// MARK: - Writing

extension CodedTree {
  /// The bytes of the tree.
  package var encoded: [UInt8] {
    var writer = Writer()
    writer.write(self)
    var head = Writer()
    head.count(writer.keys.count)
    for key in writer.keys { head.text(key) }
    return head.bytes + writer.bytes
  }

  private struct Writer {
    var bytes: [UInt8] = []
    private(set) var keys: [String] = []
    private var positions: [String: Int] = [:]

    mutating func write(_ tree: CodedTree) {
      switch tree {
      case .null: bytes.append(0)
      case .bool(let value): bytes.append(value ? 2 : 1)
      case .int(let value):
        bytes.append(3)
        varint(UInt64(bitPattern: value << 1 ^ value >> 63))
      case .word(let value): fixed(4, [value])
      case .float(let value): fixed(5, [value.bitPattern])
      case .text(let value):
        bytes.append(6)
        text(value)
      case .bytes(let value):
        bytes.append(7)
        count(value.count)
        bytes += value
      case .ints(let values): list(8, values.map { UInt64(bitPattern: $0) })
      case .words(let values): list(9, values)
      case .floats(let values): list(10, values.map(\.bitPattern))
      case .list(let elements):
        bytes.append(11)
        count(elements.count)
        for element in elements { write(element) }
      case .map(let entries):
        bytes.append(12)
        count(entries.count)
        for entry in entries {
          count(position(of: entry.key))
          write(entry.value)
        }
      }
    }

    mutating func count(_ count: Int) { varint(UInt64(count)) }

    mutating func text(_ text: String) {
      count(text.utf8.count)
      bytes += text.utf8
    }

    private mutating func list(_ tag: UInt8, _ words: [UInt64]) {
      bytes.append(tag)
      count(words.count)
      fixed(nil, words)
    }

    private mutating func fixed(_ tag: UInt8?, _ words: [UInt64]) {
      if let tag { bytes.append(tag) }
      for word in words { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
    }

    private mutating func varint(_ value: UInt64) {
      var value = value
      while value >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
        value >>= 7
      }
      bytes.append(UInt8(value))
    }

    private mutating func position(of key: String) -> Int {
      if let position = positions[key] { return position }
      positions[key] = keys.count
      keys.append(key)
      return keys.count - 1
    }
  }
}

// MARK: - Reading

extension CodedTree {
  /// The tree of which these are the bytes.
  package init(_ bytes: [UInt8]) throws(CodedTreeDamaged) {
    var reader = Reader(bytes: bytes)
    try reader.readKeys()
    self = try reader.read(depth: 0)
    guard reader.isAtEnd else { throw CodedTreeDamaged() }
  }

  private struct Reader {
    let bytes: [UInt8]
    private var place = 0
    private var keys: [String] = []
    /// More than any statistics nest; a crafted file must not exhaust the stack.
    private static let depthLimit = 64

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func readKeys() throws(CodedTreeDamaged) {
      for _ in 0..<(try count(ofAtLeast: 1)) { keys.append(try text()) }
    }

    mutating func read(depth: Int) throws(CodedTreeDamaged) -> CodedTree {
      guard depth < Self.depthLimit else { throw CodedTreeDamaged() }
      switch try byte() {
      case 0: return .null
      case 1: return .bool(false)
      case 2: return .bool(true)
      case 3:
        let value = try varint()
        return .int(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
      case 4: return .word(try word())
      case 5: return .float(Double(bitPattern: try word()))
      case 6: return .text(try text())
      case 7: return .bytes(Array(try take(try count(ofAtLeast: 1))))
      case 8: return .ints(try words().map { Int64(bitPattern: $0) })
      case 9: return .words(try words())
      case 10: return .floats(try words().map { Double(bitPattern: $0) })
      case 11:
        let count = try count(ofAtLeast: 1)
        var elements: [CodedTree] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(depth: depth + 1)) }
        return .list(elements)
      case 12:
        let count = try count(ofAtLeast: 2)
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
          guard let key = Int(exactly: try varint()), keys.indices.contains(key) else { throw CodedTreeDamaged() }
          entries.append(Entry(key: keys[key], value: try read(depth: depth + 1)))
        }
        return .map(entries)
      default: throw CodedTreeDamaged()
      }
    }

    /// A number of elements of at least `size` bytes each: no more than there are bytes left for.
    private mutating func count(ofAtLeast size: Int) throws(CodedTreeDamaged) -> Int {
      guard let count = Int(exactly: try varint()), count <= (bytes.count - place) / size else {
        throw CodedTreeDamaged()
      }
      return count
    }

    private mutating func take(_ count: Int) throws(CodedTreeDamaged) -> ArraySlice<UInt8> {
      guard count <= bytes.count - place else { throw CodedTreeDamaged() }
      defer { place += count }
      return bytes[place..<place + count]
    }

    private mutating func byte() throws(CodedTreeDamaged) -> UInt8 { try take(1).first! }

    private mutating func word() throws(CodedTreeDamaged) -> UInt64 {
      try take(8).withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    private mutating func words() throws(CodedTreeDamaged) -> [UInt64] {
      let count = try count(ofAtLeast: 8)
      return try take(count * 8).withUnsafeBytes { bytes in
        (0..<count).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
      }
    }

    private mutating func text() throws(CodedTreeDamaged) -> String {
      String(decoding: try take(try count(ofAtLeast: 1)), as: UTF8.self)
    }

    private mutating func varint() throws(CodedTreeDamaged) -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        let byte = try byte()
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      throw CodedTreeDamaged()
    }
  }
}
