extension JSON {
  /// The canonical bytes: members sorted by the UTF-8 bytes of their names, no white space, shortest numbers that read
  /// back equal, a full stop or exponent in every float. Equal values have equal bytes, so a digest identifies them.
  package var canonicalBytes: [UInt8] {
    var writer = JSONWriter(indents: false, sorts: true)
    writer.write(self, indent: 0)
    return writer.bytes
  }

  /// `canonicalBytes` as text.
  package var canonical: String { String(decoding: canonicalBytes, as: UTF8.self) }

  /// Indented by two spaces, members in their own order, a newline at the end.
  package var pretty: String {
    var writer = JSONWriter(indents: true, sorts: false)
    writer.write(self, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  /// One line, members in their own order.
  package var line: String {
    var writer = JSONWriter(indents: false, sorts: false)
    writer.write(self, indent: 0)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Appends values to bytes; strings are copied as UTF-8 and never pass through an intermediate `String`.
private struct JSONWriter {
  var bytes: [UInt8] = []
  let indents: Bool
  let sorts: Bool

  init(indents: Bool, sorts: Bool) {
    self.indents = indents
    self.sorts = sorts
  }

  mutating func write(_ value: JSON, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(value.description)
    case .float(let value):
      precondition(value.isFinite, "JSON has no NaN or infinity")
      // Negative zero equals zero, so it is written as zero.
      append(value == 0 ? "0.0" : value.description)
    case .string(let value): write(value)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        separate(index, indent + 2)
        write(element, indent: indent + 2)
      }
      close(isEmpty: elements.isEmpty, indent)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in (sorts ? Self.sorted(members) : members).enumerated() {
        separate(index, indent + 2)
        write(member.name)
        append(indents ? ": " : ":")
        write(member.value, indent: indent + 2)
      }
      close(isEmpty: members.isEmpty, indent)
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// Swift orders native strings by their normal form; for canonical bytes the bytes themselves decide.
  private static func sorted(_ members: [JSON.Member]) -> [JSON.Member] {
    func precedes(_ left: JSON.Member, _ right: JSON.Member) -> Bool {
      left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    let isSorted = zip(members, members.dropFirst()).allSatisfy { !precedes($1, $0) }
    return isSorted ? members : members.sorted(by: precedes)
  }

  private mutating func separate(_ index: Int, _ indent: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    if indents { newline(indent) }
  }

  private mutating func close(isEmpty: Bool, _ indent: Int) {
    if indents, !isEmpty { newline(indent) }
  }

  private mutating func newline(_ indent: Int) {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { utf8 in
      var clean = 0
      for position in utf8.indices where utf8[position] < 0x20 || utf8[position] == 0x22 || utf8[position] == 0x5C {
        bytes.append(contentsOf: utf8[clean..<position])
        escape(utf8[position])
        clean = position + 1
      }
      bytes.append(contentsOf: utf8[clean...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    default:
      let digits = Array("0123456789abcdef".utf8)
      append("\\u00")
      bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}
