extension JSON {
  /// The canonical bytes: members sorted by the UTF-8 bytes of their names, no white space, shortest numbers that read
  /// back equal, a full stop or exponent in every float. Equal values have equal bytes, so a digest identifies them.
  package var canonical: String {
    var text = ""
    write(to: &text, indent: nil, sorted: true)
    return text
  }

  /// Indented by two spaces, members in their own order, a newline at the end.
  package var pretty: String {
    var text = ""
    write(to: &text, indent: 0, sorted: false)
    return text + "\n"
  }

  /// One line, members in their own order.
  package var line: String {
    var text = ""
    write(to: &text, indent: nil, sorted: false)
    return text
  }

  private func write(to text: inout String, indent: Int?, sorted: Bool) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .float(let value):
      precondition(value.isFinite, "JSON has no NaN or infinity")
      text += value == 0 ? "0.0" : String(describing: value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.writeList(elements, "[", "]", to: &text, indent: indent) { element, text, indent in
        element.write(to: &text, indent: indent, sorted: sorted)
      }
    case .object(let members):
      let members = sorted ? members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } : members
      Self.writeList(members, "{", "}", to: &text, indent: indent) { member, text, indent in
        Self.write(member.name, to: &text)
        text += indent == nil ? ":" : ": "
        member.value.write(to: &text, indent: indent, sorted: sorted)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indent: Int?,
    element: (Element, inout String, Int?) -> Void
  ) {
    guard !elements.isEmpty else {
      text += open + close
      return
    }
    let inner = indent.map { $0 + 2 }
    text += open
    for (index, item) in elements.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      element(item, &text, inner)
    }
    if let indent { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
