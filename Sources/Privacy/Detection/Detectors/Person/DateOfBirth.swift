/// A date that words say is somebody's birth.
enum DateOfBirth: BoundDetector {
  static let entity = Entity.dateOfBirth
  static let pattern = """
    After words that say so: a day of the calendar from 1900 to 2049, as year, month and day with `-`, `/` or `.`, or as \
    day and month in either order and the year; not the date of a time.
    """
  static let context = [
    "dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "geboren",
    "geburtsdatum",
    "geburtstag", "geb", "geb am", "né le", "née le", "date de naissance", "naissance", "fecha de nacimiento",
    "nacimiento", "nacido", "nacida", "f nac", "data di nascita", "nascita", "nato il", "nata il", "geboortedatum",
    "data urodzenia", "urodzony", "urodzona", "födelsedatum", "född", "syntymäaika", "syntynyt", "fødselsdato", "født",
    "fødselsdag", "data de nascimento", "nascimento", "nascido", "nascida", "data nașterii", "născut",
    "datum narození", "narozen", "dátum narodenia", "doğum tarihi", "doğum", "जन्म तिथि", "出生日期", "出生", "生年月日",
    "생년월일", "วันเกิด", "дата рождения",
  ]
  static let scores = Scores.onlyInContext(0.9)
  static let anchors = Anchor.digits

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    // Numbers and how many digits each has; every time stamp of a log comes here, so nothing is allocated.
    var parts = SIMD4<Int>(), lengths = SIMD4<Int>()
    var cursor = position
    let first = text.end(of: .digit, from: position)
    guard first - position <= 4, first < text.count, text[first].isAmong("-/.") else { return nil }
    let separator = text[first]
    for index in 0..<3 {
      let end = text.end(of: .digit, from: cursor)
      guard (1...4).contains(end - cursor) else { return nil }
      parts[index] = text[cursor..<end].reduce(0) { $0 * 10 + $1.digitValue }
      lengths[index] = end - cursor
      cursor = end
      if index < 2 {
        guard cursor < text.count, text[cursor] == separator else { return nil }
        cursor += 1
      }
    }
    guard isDay(parts, lengths), !text.continuesWord(at: cursor),
      !NumberBorder.continues(text, before: position), !NumberBorder.continues(text, after: cursor),
      !isFollowedByTime(text, cursor)
    else { return nil }
    return Sighting(range: position..<cursor)
  }

  private static func isDay(_ parts: SIMD4<Int>, _ lengths: SIMD4<Int>) -> Bool {
    func isBirth(_ year: Int, _ month: Int, _ day: Int) -> Bool {
      (1900...2049).contains(year) && BirthDay.isValid(year: year, month: month, day: day)
    }
    if lengths[0] == 4 { return lengths[1] <= 2 && lengths[2] <= 2 && isBirth(parts[0], parts[1], parts[2]) }
    guard lengths[0] <= 2, lengths[1] <= 2, lengths[2] == 4 else { return false }
    return isBirth(parts[2], parts[1], parts[0]) || isBirth(parts[2], parts[0], parts[1])
  }

  /// ` 12:30`: the date of an event in a log.
  private static func isFollowedByTime(_ text: Text, _ position: Int) -> Bool {
    text.has(" ", at: position) && text.has(.digit, at: position + 1)
      && (text.has(":", at: position + 2) || text.has(":", at: position + 3))
  }
}
