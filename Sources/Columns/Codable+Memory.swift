// What fitting collects must be able to leave the process and come back (`fit --partial`): memory goes as its bytes,
// tables as what they hold, since their slots depend on a seed that differs between processes.

extension Buffer: Codable {
  package init(from decoder: any Decoder) throws {
    let bytes = try decoder.singleValueContainer().decode([UInt8].self)
    let stride = MemoryLayout<Element>.stride
    guard bytes.count.isMultiple(of: stride) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a part of an element"))
    }
    self.init(count: bytes.count / stride) { memory in UnsafeMutableRawBufferPointer(memory).copyBytes(from: bytes) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(withUnsafeBufferPointer { Array(UnsafeRawBufferPointer($0)) })
  }
}

extension Strings: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([[UInt8]].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode((0..<count).map { withBytes(of: $0) { Array($0) } })
  }

  /// One string for each list of bytes.
  private init(_ strings: [[UInt8]]) {
    var builder = StringsBuilder(rows: strings.count)
    for string in strings { builder.append(string) }
    self = builder.finish()
  }
}

extension StringTable: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Strings.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(dictionary)
  }
}

extension WordTable: Codable {
  package init(from decoder: any Decoder) throws {
    self.init()
    for word in try decoder.singleValueContainer().decode([UInt64].self) { _ = insert(word) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(words)
  }
}
