/// The number of a medical record, known by the words before it.
enum MedicalRecord: BoundDetector {
  static let entity = Entity.medicalRecord
  static let pattern = """
    After `MRN`, `medical record`, `patient id` or `patient number`, up to 8 of spaces, `#`, `:`, `=`, quotes and words \
    such as `no` and `number`: 5 to 15 letters, digits and `-` with two digits or more among them.
    """
  static let context: [String] = []
  static let scores = Scores.always(0.85)
  /// The words are part of the pattern.
  static let isBoundToContext = true
  static let anchors = "mMpP"

  private static let names: [StaticString] = ["mrn", "medicalrecord", "patientid", "patientnumber"]

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    guard var cursor = names.lazy.compactMap({ endOf($0, in: text, at: position) }).first else { return nil }
    // `number`, `no.`, `num`, `id`, each once.
    for word in ["number", "num", "nr", "no", "id"] as [StaticString] {
      if let last = endOf(word, in: text, at: text.end(of: .space, or: "_-#.\"'", from: cursor)) { cursor = last }
    }
    let start = text.end(of: .space, or: "#:=.\"'", from: cursor)
    guard (1...8).contains(start - cursor) else { return nil }
    var end = text.end(of: .alphanumeric, or: "-", from: start)
    while end > start, text.has("-", at: end - 1) { end -= 1 }
    guard (5...15).contains(end - start), !text.continuesWord(at: end),
      text[start..<end].count(where: \.isDigit) >= 2
    else { return nil }
    return Sighting(range: start..<end)
  }

  /// The end of a name in any letters, with or without a space, `_` or `-` between its words.
  private static func endOf(_ name: StaticString, in text: Text, at position: Int) -> Int? {
    var cursor = position
    for offset in 0..<name.utf8CodeUnitCount {
      if offset > 0, text.has(" ", at: cursor) || text.has("_", at: cursor) || text.has("-", at: cursor) { cursor += 1 }
      guard cursor < text.count, text[cursor].lowercased == name.utf8Start[offset] else { return nil }
      cursor += 1
    }
    return text.has(.letter, at: cursor) ? nil : cursor
  }
}
