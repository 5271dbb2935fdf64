/// Names in a list, which unlike keys of a mapping can occur twice.
enum UniqueNames {
  static func check(_ names: [Located<String>], of what: String, under key: String, _ decoder: inout Decoder) {
    var first: [String: SourceSpan] = [:]
    for (position, name) in names.enumerated() where !name.value.isEmpty {
      guard let place = first[name.value] else {
        first[name.value] = name.span
        continue
      }
      decoder.descend(key, String(position)) { decoder in
        decoder.report(
          .duplicateName, at: name.span, "two \(what)s have the id `\(name.value)`",
          help: "the first is at \(place.line):\(place.column); give this one another id")
      }
    }
  }
}
