extension JSON {
  /// Where a text stops being JSON: a 0-based byte offset and what is wrong there, never the text itself.
  package struct ParsingError: Error, Sendable, Equatable {
    package let offset: Int
    package let problem: String
  }

  /// Reads RFC 8259, strictly: no trailing text, no name twice in an object, at most 128 levels. Whole numbers that fit
  /// 64 bits are ints, all others floats.
  package init(parsing text: String) throws(ParsingError) {
    try self.init(parsing: Array(text.utf8))
  }

  package init(parsing bytes: [UInt8]) throws(ParsingError) {
    var parser = Parser(bytes: bytes)
    self = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.position < bytes.count { throw parser.error("text after the value") }
  }
}

private struct Parser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func error(_ problem: String) -> JSON.ParsingError { .init(offset: position, problem: problem) }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSON.ParsingError) -> JSON {
    if depth > 128 { throw error("more than 128 levels") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .none: throw error("the text ends too early")
    default: return try number()
    }
  }

  mutating func word(_ word: String, _ value: JSON) throws(JSON.ParsingError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw error("not a JSON value") }
    position += word.utf8.count
    return value
  }

  mutating func object(depth: Int) throws(JSON.ParsingError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    var names: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("expected a name") }
      let name = try string()
      guard names.insert(name).inserted else { throw error("a name occurs twice") }
      skipSpace()
      guard take(":") else { throw error("expected a colon") }
      members.append(.init(name, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("expected a comma or a closing brace") }
    return .object(members)
  }

  mutating func array(depth: Int) throws(JSON.ParsingError) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("expected a comma or a closing bracket") }
    return .array(elements)
  }

  mutating func string() throws(JSON.ParsingError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw error("text that is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw error("a control character in a string")
      default: text.append(byte)
      }
    }
    throw error("a string without end")
  }

  mutating func escape() throws(JSON.ParsingError) -> Unicode.Scalar {
    guard let byte = next else { throw error("a string without end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard unit < 0xDC00, take("\\"), take("u") else { throw error("half of a surrogate pair") }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw error("half of a surrogate pair") }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))!
    default: throw error("an unknown escape")
    }
  }

  mutating func hexadecimal() throws(JSON.ParsingError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  mutating func number() throws(JSON.ParsingError) -> JSON {
    let start = position
    _ = take("-")
    let integerStart = position
    let integerDigits = digits()
    guard integerDigits > 0 else { throw error("not a JSON value") }
    if integerDigits > 1, bytes[integerStart] == UInt8(ascii: "0") { throw error("a number with a leading zero") }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard digits() > 0 else { throw error("a number without digits after the point") }
    }
    if take("e") || take("E") {
      isWhole = false
      _ = take("+") || take("-")
      guard digits() > 0 else { throw error("a number without digits in its exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let int = Int64(text) { return .int(int) }
    guard let float = Double(text), float.isFinite else { throw error("a number out of range") }
    return .float(float)
  }

  mutating func digits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }
}
