/// A place on Earth.
enum Coordinates: BoundDetector {
  static let entity = Entity.coordinates
  static let pattern = """
    A latitude of at most 90 and a longitude of at most 180 degrees with 4 to 10 decimals each, joined by `,` or `;` or \
    each after its name.
    """
  static let context = [
    "lat", "latitude", "latlon", "latlng", "gps", "geo", "coordinates", "coords", "location", "position", "geolocation",
    "koordinaten", "breitengrad", "coordonnées", "coordenadas", "coordinate",
  ]
  static let scores = Scores(alone: 0.45, bare: 0.45, context: 0.9)
  static let anchors = "-" + Anchor.digits

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    // The sign belongs to it, a decimal point or a range before it does not.
    guard !text.has("-", at: position - 1), !text.has(".", at: position - 1),
      let latitude = degrees(in: text, at: position), latitude.value <= 90
    else { return nil }
    var cursor = text.end(of: [], or: "\"' ", from: latitude.end)
    guard text.has(",", at: cursor) || text.has(";", at: cursor) || text.has("&", at: cursor),
      cursor - latitude.end <= 2
    else { return nil }
    cursor = text.end(of: [], or: "\"' ", from: cursor + 1)
    let name = text.end(of: .letter, from: cursor)
    if name > cursor {
      guard
        name - cursor <= 9,
        ["lon", "lng", "long", "longitude"].contains(
          String(decoding: text[cursor..<name], as: UTF8.self).lowercased())
      else { return nil }
      cursor = text.end(of: [], or: "\"' :=", from: name)
      guard (1...5).contains(cursor - name) else { return nil }
    }
    guard let longitude = degrees(in: text, at: cursor), longitude.value <= 180, !text.has("-", at: longitude.end)
    else {
      return nil
    }
    return Sighting(range: position..<longitude.end)
  }

  /// A number with 4 to 10 decimals, without its sign.
  private static func degrees(in text: Text, at position: Int) -> (value: Double, end: Int)? {
    let start = text.has("-", at: position) ? position + 1 : position
    let point = text.end(of: .digit, from: start)
    guard (1...3).contains(point - start), text.has(".", at: point) else { return nil }
    let end = text.end(of: .digit, from: point + 1)
    guard (4...10).contains(end - point - 1), !text.continuesWord(at: end),
      !(text.has(".", at: end) && text.has(.digit, at: end + 1))
    else { return nil }
    let whole = text[start..<point].reduce(0) { $0 * 10 + $1.digitValue }
    let isExact = text[(point + 1)..<end].allSatisfy { $0 == UInt8(ascii: "0") }
    return (Double(whole) + (isExact ? 0 : 0.5), end)
  }
}
