/// The address of a house, by a lexicon of words for streets: low confidence.
enum StreetAddress: BoundDetector {
  static let entity = Entity.streetAddress
  static let pattern = """
    A number, one to four capitalised words and a word for a street in English; a word ending in one for a street in \
    German, or two, and a number; a number and `rue`, `avenue`, `boulevard`, `place`, `allée` or `chemin` with a name.
    """
  static let context = [
    "address", "lives at", "live at", "resides at", "residing at", "ship to", "street", "adresse", "anschrift",
    "wohnhaft", "wohnt", "domicile", "demeurant", "habite",
  ]
  static let scores = Scores(alone: 0.6, bare: 0.6, context: 0.85)
  static let anchors = Anchor.digits + Anchor.capitals

  private static let english: Set<String> = [
    "st", "street", "ave", "avenue", "rd", "road", "blvd", "boulevard", "lane", "ln", "dr", "drive", "way", "court",
    "ct",
    "terrace", "square", "close", "crescent", "parkway", "pkwy", "highway", "hwy",
  ]
  private static let german = ["straße", "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer"]
  private static let french: Set<String> = [
    "rue", "avenue", "boulevard", "place", "allée", "chemin", "impasse", "quai",
  ]

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    text[position].isDigit ? afterNumber(text, position) : beforeNumber(text, position)
  }

  /// Apostrophes and hyphens are part of a word between its letters; behind them a quote ends.
  private static func endOfWord(_ text: Text, _ position: Int) -> Int {
    var end = text.end(of: [.letter, .beyond], or: "'-", from: position)
    while end > position, text[end - 1].isAmong("'-") { end -= 1 }
    return end
  }

  private static func word(_ text: Text, _ range: Range<Int>) -> String {
    String(decoding: text[range.lowerBound..<min(range.upperBound, range.lowerBound + 40)], as: UTF8.self)
  }

  /// `12 Old Mill Road`, `12 bis rue de la Paix`.
  private static func afterNumber(_ text: Text, _ position: Int) -> Sighting? {
    var cursor = text.end(of: .digit, from: position)
    guard cursor - position <= 5, !NumberBorder.continues(text, before: position) else { return nil }
    if text.has(.letter, at: cursor), !text.has(.letter, at: cursor + 1) { cursor += 1 }
    if text.has(",", at: cursor) { cursor += 1 }
    guard text.has(" ", at: cursor) else { return nil }
    cursor += 1
    if text.has("bis ", at: cursor) || text.has("ter ", at: cursor) { cursor += 4 }
    let first = endOfWord(text, cursor)
    if french.contains(word(text, cursor..<first).lowercased()) { return frenchName(text, position, after: first) }
    for index in 0..<5 {
      let end = endOfWord(text, cursor)
      guard text.has(.upper, at: cursor), end - cursor <= 31 else { return nil }
      if index > 0, english.contains(word(text, cursor..<end).lowercased()), !text.continuesWord(at: end) {
        return Sighting(range: position..<end)
      }
      cursor = text.has(".", at: end) ? end + 1 : end
      guard text.has(" ", at: cursor) else { return nil }
      cursor += 1
    }
    return nil
  }

  /// Words up to a capitalised one, such as `de la Paix`.
  private static func frenchName(_ text: Text, _ position: Int, after start: Int) -> Sighting? {
    var cursor = start
    for _ in 0..<4 {
      guard text.has(" ", at: cursor) else { return nil }
      let end = endOfWord(text, cursor + 1)
      guard end > cursor + 1 else { return nil }
      if word(text, (cursor + 1)..<end).contains(where: \.isUppercase) { return Sighting(range: position..<end) }
      cursor = end
    }
    return nil
  }

  /// `Hauptstraße 5a`, `Berliner Str. 12`; `Unter den Linden` is not seen.
  private static func beforeNumber(_ text: Text, _ position: Int) -> Sighting? {
    let end = endOfWord(text, position)
    if let number = houseNumber(text, after: end) {
      return isStreet(word(text, position..<end)) ? Sighting(range: position..<number) : nil
    }
    guard text.has(" ", at: end), text.has(.upper, at: end + 1) else { return nil }
    let second = endOfWord(text, end + 1)
    guard let number = houseNumber(text, after: second),
      german.contains(word(text, (end + 1)..<second).lowercased())
    else { return nil }
    return Sighting(range: position..<number)
  }

  /// The end of a number after the name of a street.
  private static func houseNumber(_ text: Text, after name: Int) -> Int? {
    let space = text.has(".", at: name) ? name + 1 : name
    guard text.has(" ", at: space) else { return nil }
    var end = text.end(of: .digit, from: space + 1)
    guard (1...4).contains(end - space - 1) else { return nil }
    if text.has(.lower, at: end), !text.has(.letter, at: end + 1) { end += 1 }
    return NumberBorder.continues(text, after: end) ? nil : end
  }

  private static func isStreet(_ word: String) -> Bool {
    let small = word.lowercased()
    return german.contains { small.utf8.count >= $0.utf8.count + 3 && small.hasSuffix($0) }
  }
}
