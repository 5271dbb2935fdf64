/// The strings and numbers of a JSON text, and the values that stand under sensitive names: what may be replaced without
/// breaking the text.
///
/// RFC 8259 in structure; bytes beyond ASCII are taken as they are, so that invalid UTF-8 does not turn an object into
/// plain text. Its memory is used again for the next text.
struct JSONOutline {
  struct Token {
    enum Kind { case name, string, number }
    let kind: Kind
    /// Of a string the content, without the quotes.
    let range: Range<Int>
    let isEscaped: Bool
  }

  /// A value under a sensitive name, quotes and brackets included.
  struct Sensitive {
    let range: Range<Int>
    let entity: Entity
  }

  /// In order; none inside a sensitive value.
  private(set) var tokens: [Token] = []
  private(set) var sensitive: [Sensitive] = []
  /// A name that is written with escapes.
  private var name = UnescapedString()

  /// Deeper texts are not read as JSON.
  static let depthLimit = 128

  /// Takes the place of the outline before with that of `text`; `false`, and it means nothing, if `text`, all of it but
  /// white space around it, is not one JSON value.
  mutating func read(_ text: Text) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    sensitive.removeAll(keepingCapacity: true)
    var reader = Reader(text: text)
    swap(&self, &reader.outline)
    defer { swap(&self, &reader.outline) }
    guard reader.readValue(depth: 0) else { return false }
    reader.skipSpace()
    return reader.position == text.count
  }

  private struct Reader {
    let text: Text
    var position = 0
    var outline = JSONOutline()

    init(text: Text) { self.text = text }

    mutating func skipSpace() {
      while position < text.count,
        text[position] == 0x20 || text[position] == 0x09 || text[position] == 0x0D
          || text[position] == 0x0A
      {
        position += 1
      }
    }

    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
      guard position < text.count, text[position] == UInt8(ascii: byte) else { return false }
      position += 1
      return true
    }

    mutating func readValue(depth: Int) -> Bool {
      skipSpace()
      guard position < text.count, depth <= JSONOutline.depthLimit else { return false }
      switch text[position] {
      case UInt8(ascii: "{"): return readObject(depth: depth)
      case UInt8(ascii: "["): return readArray(depth: depth)
      case UInt8(ascii: "\""): return readString(.string)
      case UInt8(ascii: "t"): return readWord("true")
      case UInt8(ascii: "f"): return readWord("false")
      case UInt8(ascii: "n"): return readWord("null")
      default: return readNumber()
      }
    }

    private mutating func readObject(depth: Int) -> Bool {
      position += 1
      skipSpace()
      if skip("}") { return true }
      repeat {
        skipSpace()
        guard position < text.count, text[position] == UInt8(ascii: "\""), readString(.name) else { return false }
        let name = outline.tokens[outline.tokens.count - 1]
        skipSpace()
        guard skip(":") else { return false }
        skipSpace()
        let start = position
        let (tokenCount, sensitiveCount) = (outline.tokens.count, outline.sensitive.count)
        guard readValue(depth: depth + 1) else { return false }
        if let entity = entity(for: name), isTelling(start..<position) {
          outline.tokens.removeLast(outline.tokens.count - tokenCount)
          outline.sensitive.removeLast(outline.sensitive.count - sensitiveCount)
          outline.sensitive.append(Sensitive(range: start..<position, entity: entity))
        }
        skipSpace()
      } while skip(",")
      return skip("}")
    }

    private mutating func readArray(depth: Int) -> Bool {
      position += 1
      skipSpace()
      if skip("]") { return true }
      repeat {
        guard readValue(depth: depth + 1) else { return false }
        skipSpace()
      } while skip(",")
      return skip("]")
    }

    private mutating func readString(_ kind: Token.Kind) -> Bool {
      position += 1
      let start = position
      var isEscaped = false
      while position < text.count {
        let byte = text[position]
        if byte == UInt8(ascii: "\"") {
          outline.tokens.append(Token(kind: kind, range: start..<position, isEscaped: isEscaped))
          position += 1
          return true
        }
        if byte < 0x20 { return false }
        if byte == UInt8(ascii: "\\") {
          isEscaped = true
          guard position + 1 < text.count, text[position + 1].isAmong("\"\\/bfnrtu") else { return false }
          position += 1
        }
        position += 1
      }
      return false
    }

    private mutating func readNumber() -> Bool {
      let start = position
      _ = skip("-")
      let first = position
      position = digits(from: position)
      guard position > first, position == first + 1 || text[first] != UInt8(ascii: "0") else { return false }
      if skip(".") {
        let fraction = digits(from: position)
        guard fraction > position else { return false }
        position = fraction
      }
      if skip("e") || skip("E") {
        if !skip("+") { _ = skip("-") }
        let exponent = digits(from: position)
        guard exponent > position else { return false }
        position = exponent
      }
      outline.tokens.append(Token(kind: .number, range: start..<position, isEscaped: false))
      return true
    }

    /// Not `end(of:)`: a number's digits are no run to be cut.
    private func digits(from start: Int) -> Int {
      var end = start
      while end < text.count, text[end].isDigit { end += 1 }
      return end
    }

    private mutating func readWord(_ word: StaticString) -> Bool {
      guard text.has(word, at: position) else { return false }
      position += word.utf8CodeUnitCount
      return true
    }

    private mutating func entity(for name: Token) -> Entity? {
      if name.isEscaped {
        outline.name.read(text, name.range)
        return outline.name.bytes.withUnsafeBufferPointer(SensitiveName.entity)
      }
      return SensitiveName.entity(for: Text(rebasing: text[name.range]))
    }

    /// Whether a value under a sensitive name says anything: no `null`, `true`, empty list, label.
    private func isTelling(_ value: Range<Int>) -> Bool {
      switch text[value.lowerBound] {
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"): false
      case UInt8(ascii: "["), UInt8(ascii: "{"): text[value].dropFirst().dropLast().contains { !$0.isIn(.space) }
      case UInt8(ascii: "\""):
        !SensitiveName.isHarmless(Text(rebasing: text[(value.lowerBound + 1)..<(value.upperBound - 1)]))
      default: true
      }
    }
  }
}
