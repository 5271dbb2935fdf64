import Privacy

/// Takes one text out of a JSON document without making a `String` of anything in it.
///
/// Reads as much of RFC 8259 as it takes to walk past what is not asked for; a name that occurs twice on the way is
/// refused, since two readers could take two values.
struct SecretJSON {
  enum Problem: Error, Equatable {
    case malformed
    /// There is no such member, or it is no text.
    case absent
  }

  /// Deeper documents would exhaust the stack.
  private static let depthLimit = 64

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The text at the end of `path`, a name for each object on the way.
  ///
  /// - Parameter server: for errors.
  static func text(
    at path: [String], in document: borrowing SecretBytes, from server: ServerName
  ) throws(PrivacyError) -> SecretBytes {
    guard let text = try optionalText(at: path, in: document, from: server) else {
      throw .managerAnswer(server: server, problem: "it has no text in `\(path.joined(separator: "."))`")
    }
    return text
  }

  /// The same; `nil` if there is no such member.
  static func optionalText(
    at path: [String], in document: borrowing SecretBytes, from server: ServerName
  ) throws(PrivacyError) -> SecretBytes? {
    // A text is never longer than its spelling.
    var count = 0
    var problem: Problem?
    let text = try SecretBytes(count: document.count) { memory in
      document.withBytes { bytes in
        do throws(Problem) {
          var json = SecretJSON(bytes)
          try json.find(path[...])
          count = try json.text(into: memory)
        } catch {
          problem = error
        }
      }
    }
    switch problem {
    case .none: return try text.slice(0..<count)
    case .absent: return nil
    case .malformed: throw .managerAnswer(server: server, problem: "it is no JSON")
    }
  }

  /// Goes to the value at the end of `path`.
  private mutating func find(_ path: ArraySlice<String>, depth: Int = 0) throws(Problem) {
    guard let name = path.first else { return }
    skipSpace()
    // A document that is no object is none of ours: a page of a proxy, say.
    guard peek() == UInt8(ascii: "{") else { throw isAtEnd || depth == 0 ? .malformed : .absent }
    var place: Int?
    var isFirst = true
    position += 1
    while true {
      skipSpace()
      if peek() == UInt8(ascii: "}"), isFirst { break }
      let isNamed = try skipName(comparing: Array(name.utf8))
      skipSpace()
      try take(UInt8(ascii: ":"))
      skipSpace()
      if isNamed {
        guard place == nil else { throw .malformed }
        place = position
      }
      try skipValue(depth: 1)
      skipSpace()
      isFirst = false
      if peek() == UInt8(ascii: "}") { break }
      try take(UInt8(ascii: ","))
    }
    guard let place else { throw .absent }
    position = place
    try find(path.dropFirst(), depth: depth + 1)
  }

  private var isAtEnd: Bool { position >= bytes.count }

  private func peek() -> UInt8? { isAtEnd ? nil : bytes[position] }

  private mutating func take(_ byte: UInt8) throws(Problem) {
    guard peek() == byte else { throw .malformed }
    position += 1
  }

  private mutating func skipSpace() {
    while let byte = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Walks past a member's name; whether it is `name`. Names are compared as they are spelled: one with an escape is
  /// none of ours.
  private mutating func skipName(comparing name: [UInt8]) throws(Problem) -> Bool {
    let start = position + 1
    try skipText()
    return bytes[start..<(position - 1)].elementsEqual(name)
  }

  private mutating func skipText() throws(Problem) {
    try take(UInt8(ascii: "\""))
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): position += 1
      case 0..<0x20: throw .malformed
      default: break
      }
    }
    throw .malformed
  }

  private mutating func skipValue(depth: Int) throws(Problem) {
    guard depth < Self.depthLimit else { throw .malformed }
    skipSpace()
    switch peek() {
    case UInt8(ascii: "\""): try skipText()
    case UInt8(ascii: "{"): try skipList(closing: UInt8(ascii: "}"), hasNames: true, depth: depth)
    case UInt8(ascii: "["): try skipList(closing: UInt8(ascii: "]"), hasNames: false, depth: depth)
    default:
      // Numbers and words: what they are does not matter, only where they end.
      let start = position
      while let byte = peek(), !", \t\r\n]}:\"".utf8.contains(byte) { position += 1 }
      guard position > start else { throw .malformed }
    }
  }

  private mutating func skipList(closing: UInt8, hasNames: Bool, depth: Int) throws(Problem) {
    position += 1
    skipSpace()
    if peek() == closing {
      position += 1
      return
    }
    while true {
      if hasNames {
        skipSpace()
        try skipText()
        skipSpace()
        try take(UInt8(ascii: ":"))
      }
      try skipValue(depth: depth + 1)
      skipSpace()
      if peek() == closing {
        position += 1
        return
      }
      try take(UInt8(ascii: ","))
    }
  }

  // MARK: - Text

  /// Decodes the text at the position; the number of bytes.
  private mutating func text(into memory: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
    guard peek() == UInt8(ascii: "\"") else { throw isAtEnd ? .malformed : .absent }
    position += 1
    var count = 0
    func put(_ byte: UInt8) {
      memory[count] = byte
      count += 1
    }
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return count
      case 0..<0x20: throw .malformed
      case UInt8(ascii: "\\"):
        let escape = peek()
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): put(escape!)
        case UInt8(ascii: "b"): put(0x08)
        case UInt8(ascii: "f"): put(0x0C)
        case UInt8(ascii: "n"): put(0x0A)
        case UInt8(ascii: "r"): put(0x0D)
        case UInt8(ascii: "t"): put(0x09)
        case UInt8(ascii: "u"): for unit in UTF8.encode(try scalar())! { put(unit) }
        default: throw .malformed
        }
      default: put(byte)
      }
    }
    throw .malformed
  }

  /// What follows `\u`, with the second half of a surrogate pair.
  private mutating func scalar() throws(Problem) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    try take(UInt8(ascii: "\\"))
    try take(UInt8(ascii: "u"))
    let second = try codeUnit()
    guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second) else { throw .malformed }
    let value = 0x1_0000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw .malformed }
    return scalar
  }

  private mutating func codeUnit() throws(Problem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = peek().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else { throw .malformed }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}

/// Scheme, host and port, as errors name a server.
typealias ServerName = String
