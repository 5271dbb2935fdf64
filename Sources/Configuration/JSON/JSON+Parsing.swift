/// Why bytes are no JSON value, and where; nothing of the input is quoted.
package struct JSONError: Error, Sendable, Equatable {
  package enum Problem: String, Sendable {
    case unexpectedEnd = "the text ends too early"
    case unexpectedByte = "this character is not expected here"
    case trailingBytes = "something follows the value"
    case badNumber = "this is not a number of JSON"
    case numberTooLarge = "the number is too large"
    case badEscape = "this escape is not known"
    case loneSurrogate = "half of a surrogate pair stands alone"
    case controlCharacter = "a control character is not escaped"
    case notUTF8 = "the text is not UTF-8"
    case duplicateName = "a name occurs twice in one object"
    case tooDeep = "values are nested too deeply"
  }

  package let problem: Problem
  /// 0-based offset of the byte.
  package let offset: Int

  package init(problem: Problem, offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

extension JSON {
  /// Deeper texts would exhaust the stack.
  package static let maximumDepth = 128

  /// Reads RFC 8259 strictly: one value, no comments, no trailing commas, no byte order mark. Names that occur twice are
  /// refused. A number without fraction and exponent that fits 64 bits is an int, any other a float.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> JSON in
      var parser = JSONParser(buffer)
      return try parser.document()
    }
  }

  package init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }
}

private struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 1)
    skipSpace()
    if position < bytes.count { throw error(.trailingBytes) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.unexpectedByte)
    }
  }

  // MARK: Containers

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    if depth > JSON.maximumDepth { throw error(.tooDeep) }
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    if depth > JSON.maximumDepth { throw error(.tooDeep) }
    position += 1
    var members: [JSON.Member] = []
    var names = MemberNames()
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipSpace()
      let start = position
      guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let name = try string()
      if !names.insert(name, after: members) { throw JSONError(problem: .duplicateName, offset: start) }
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
      position += 1
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func endsList(with closing: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    let byte = try peek()
    guard byte == closing || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
    position += 1
    return byte == closing
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") {
        let text = try text(start..<position)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw error(.controlCharacter) }
      position += 1
    }
  }

  /// Goes on from the first backslash of a string that began at `start`.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var result = try text(start..<position)
    var clean = position
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") {
        result += try text(clean..<position)
        position += 1
        return result
      }
      if byte == UInt8(ascii: "\\") {
        result += try text(clean..<position)
        result.unicodeScalars.append(try escape())
        clean = position
        continue
      }
      if byte < 0x20 { throw error(.controlCharacter) }
      position += 1
    }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = position
    position += 1
    let letter = try peek()
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // A surrogate: only a high one followed by a low one is a character.
      guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw JSONError(problem: .loneSurrogate, offset: start) }
      position += 2
      let low = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
      else { throw JSONError(problem: .loneSurrogate, offset: start) }
      return scalar
    default: throw JSONError(problem: .badEscape, offset: start)
    }
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { throw error(.badEscape) }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }

  private func text(_ range: Range<Int>) throws(JSONError) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw JSONError(problem: .notUTF8, offset: range.lowerBound)
    }
    return text
  }

  // MARK: Numbers and words

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    var isWhole = true
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    try digits()
    if bytes[first] == UInt8(ascii: "0"), position - first > 1 { throw JSONError(problem: .badNumber, offset: start) }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      try digits()
    }
    if isWhole, position - first <= Self.safeDigits { return .int(wholeNumber(from: first, isNegative: first > start)) }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .int(value) }
    guard let value = Double(text) else { throw JSONError(problem: .badNumber, offset: start) }
    guard value.isFinite else { throw JSONError(problem: .numberTooLarge, offset: start) }
    return .float(value)
  }

  /// Any number of so many digits fits 64 bits.
  private static let safeDigits = 18

  private func wholeNumber(from first: Int, isNegative: Bool) -> Int64 {
    var value: Int64 = 0
    for byte in bytes[first..<position] { value = value &* 10 &+ Int64(byte &- UInt8(ascii: "0")) }
    return isNegative ? -value : value
  }

  /// At least one.
  private mutating func digits() throws(JSONError) {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    if position == start { throw error(position < bytes.count ? .badNumber : .unexpectedEnd) }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw error(.unexpectedEnd) }
    for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] {
      throw error(.unexpectedByte)
    }
    position = end
    return value
  }

  // MARK: Bytes

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[position]
  }

  private func error(_ problem: JSONError.Problem) -> JSONError { JSONError(problem: problem, offset: position) }
}

/// Finds names that occur twice: by comparing in small objects, by hashing in large ones. Names are compared by bytes,
/// as in JSON; Swift's `==` would take differently composed letters for equal.
private struct MemberNames {
  private static let small = 16
  private var hashed: Set<[UInt8]> = []

  /// Whether the name is new; `members` are those before it.
  mutating func insert(_ name: String, after members: [JSON.Member]) -> Bool {
    if members.count < Self.small {
      return !members.contains { $0.name == name && $0.name.utf8.elementsEqual(name.utf8) }
    }
    if hashed.isEmpty { hashed = Set(members.map { Array($0.name.utf8) }) }
    return hashed.insert(Array(name.utf8)).inserted
  }
}
