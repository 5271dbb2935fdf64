/// The name of a person, by a lexicon: a given name with a family name, or a name after a title or words that ask for
/// one. Off unless it is asked for by name; see docs/detection.md for how often it is right.
///
/// What it cannot know: names that are in no list, names in small letters, and scripts other than Latin.
enum PersonName: BoundDetector {
  static let entity = Entity.person
  static let pattern = """
    A given name of the lexicon and one to three capitalised words after it, of which one is a family name of the \
    lexicon, or, less sure, none; or up to three capitalised words after a title (`Mr`, `Frau`, `Dr.`); or one name \
    where words or the name of the field say that it is one. Names that are also common words or places count only \
    beside one that is not.
    """
  static let context = [
    "name", "names", "first name", "last name", "full name", "surname", "customer", "client", "patient", "contact",
    "contact person", "dear", "signed by", "regards", "sincerely", "spoke with", "spoke to", "employee", "passenger",
    "guest", "author", "attn", "assigned to", "Kunde", "Kundin", "Patientin", "Ansprechpartner", "Sehr geehrte",
    "Sehr geehrter", "Vorname", "Nachname", "nom", "prénom", "cher", "chère", "nombre", "apellido", "apellidos",
    "cliente", "estimado", "estimada", "nome", "cognome", "gentile", "imię", "nazwisko", "naam", "namn", "navn",
  ]
  static let scores = Scores(alone: 0.8, bare: 0.4, context: 0.85)
  static let anchors = Anchor.capitals + "ÀÄŁŠ"

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    guard let first = NameWord(in: text, at: position), !first.isTitle(in: text) else { return nil }
    let words = NameWord.sequence(in: text, from: first)
    if NameWord.isTitle(in: text, before: position) {
      return Sighting(range: position..<words.prefix(3).last!.range.upperBound)
    }
    guard words.count > 1 else { return alone(first, in: text) }
    if first.kind.contains(.given) { return begun(with: words) }
    // A family name after a word that is not known.
    guard !first.kind.isAmbiguous, words[1].kind.contains(.family), !words[1].kind.isAmbiguous else { return nil }
    return Sighting(
      range: position..<words[1].range.upperBound, validity: first.kind.isKnown ? .valid : .unverified,
      isBare: !first.kind.isKnown)
  }

  /// One name by itself; an ambiguous one only if there is nothing else, as in a field for names.
  private static func alone(_ word: NameWord, in text: Text) -> Sighting? {
    let isAllThereIs = word.range == 0..<text.count
    guard word.kind.isKnown, !word.kind.isAmbiguous || isAllThereIs else { return nil }
    return Sighting(range: word.range, isBare: true)
  }

  private static func begun(with words: [NameWord]) -> Sighting? {
    let isSure = words.contains { $0.kind.isKnown && !$0.kind.isAmbiguous }
    guard let last = words.lastIndex(where: { $0.kind.contains(.family) }), last > 0 else {
      // Two given names, or one and a word of no list.
      guard !words[0].kind.isAmbiguous else { return nil }
      return Sighting(range: words[0].range.lowerBound..<words[1].range.upperBound, validity: .unverified)
    }
    return isSure ? Sighting(range: words[0].range.lowerBound..<words[last].range.upperBound) : nil
  }
}

/// A capitalised word that may be part of a name.
private struct NameWord {
  let range: Range<Int>
  let kind: NameKind

  /// Words of a name, particles not counted.
  private static let longestName = 4

  init?(in text: Text, at position: Int) {
    guard position < text.count, Self.isCapital(in: text, at: position) else { return nil }
    var end = position
    while end < text.count, end - position < 80 {
      if text.has([.letter, .beyond], at: end), !text.isEscape(at: end) {
        end += 1
      } else if text.has("-", at: end) || text.has("'", at: end), text.has([.letter, .beyond], at: end + 1) {
        end += 1
      } else {
        break
      }
    }
    if text.has([.digit, .underscore], at: end) { return nil }
    // An initial: `J.`
    if end - position == 1 {
      guard text.has(".", at: end) else { return nil }
      end += 1
    }
    range = position..<end
    kind = NameKind(of: text[range])
  }

  /// Of ASCII, Latin-1 and Latin Extended-A, where capitals and small letters alternate.
  private static func isCapital(in text: Text, at position: Int) -> Bool {
    let next = position + 1 < text.count ? text[position + 1] : 0
    switch text[position] {
    case 0xC3: return (0x80...0x9E).contains(next)
    case 0xC4: return (0x80...0xBF).contains(next) && next % 2 == (next < 0xB8 ? 0 : 1)
    case 0xC5: return (0x80...0xBF).contains(next) && next % 2 == ((0x8A...0xB8).contains(next) ? 0 : 1)
    case let byte: return byte.isIn(.upper)
    }
  }

  /// The words of what may be a name that begins with `first`; between them one space, or particles.
  static func sequence(in text: Text, from first: NameWord) -> [NameWord] {
    var words = [first]
    var position = first.range.upperBound
    while words.count < longestName, text.has(" ", at: position) {
      var start = position + 1
      while let end = endOfParticle(in: text, at: start) { start = end + 1 }
      guard let word = NameWord(in: text, at: start), !word.isTitle(in: text) else { break }
      words.append(word)
      position = word.range.upperBound
    }
    // A name does not end in an initial.
    while words.count > 1, text[words.last!.range.upperBound - 1] == UInt8(ascii: ".") { words.removeLast() }
    return words
  }

  private static let particles: Set<String> = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "ter", "ten",
    "zu",
    "zum", "af", "bin", "al", "el", "y", "e", "ibn",
  ]

  /// The space after a particle.
  private static func endOfParticle(in text: Text, at start: Int) -> Int? {
    let end = text.end(of: .lower, from: start)
    guard end > start, end - start <= 5, text.has(" ", at: end) else { return nil }
    return particles.contains(String(decoding: text[start..<end], as: UTF8.self)) ? end : nil
  }

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "mister", "madam", "sir", "dr", "prof", "professor", "herr", "herrn", "frau", "mme",
    "mlle",
    "monsieur", "madame", "sr", "sra", "señor", "señora", "signor", "signora", "signore", "sig", "dott", "pan", "pani",
    "dhr", "mevr", "mevrouw", "meneer", "hr", "fru",
  ]

  func isTitle(in text: Text) -> Bool { Self.isTitle(text[range]) }

  private static func isTitle(_ word: Slice<Text>) -> Bool {
    titles.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// Whether a title stands before `position`: `Mr `, `Dr. `.
  static func isTitle(in text: Text, before position: Int) -> Bool {
    guard text.has(" ", at: position - 1) else { return false }
    let end = text.has(".", at: position - 2) ? position - 2 : position - 1
    let start = text.start(of: [.letter, .beyond], or: "", before: end, limit: 12)
    guard start < end, text[start].isIn(.upper) || end - start > 3 else { return false }
    return isTitle(text[start..<end])
  }
}
