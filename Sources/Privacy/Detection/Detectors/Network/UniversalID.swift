/// A universally unique identifier (RFC 9562). Off unless it is named: most are ids of requests; some are of devices,
/// advertisements or people.
enum UniversalID: BoundDetector {
  static let entity = Entity.uuid
  static let pattern = """
    Groups of 8, 4, 4, 4 and 12 hexadecimal digits joined by `-`, of version 1 to 8 and the variant of RFC 9562.
    """
  static let context: [String] = []
  static let scores = Scores.always(0.9)
  static let anchors = "0123456789abcdefABCDEF"

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    var cursor = position
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0 {
        guard text.has("-", at: cursor) else { return nil }
        cursor += 1
      }
      guard text.end(of: .hexadecimal, from: cursor) == cursor + length else { return nil }
      cursor += length
    }
    guard !text.continuesWord(at: cursor), !text.has("-", at: position - 1), !text.has("-", at: cursor),
      (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(text[position + 14]),
      text[position + 19].isAmong("89abAB")
    else { return nil }
    return Sighting(range: position..<cursor)
  }
}
