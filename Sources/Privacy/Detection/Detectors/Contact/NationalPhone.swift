/// A phone number as it is dialled inside a country.
enum NationalPhone: BoundDetector {
  static let entity = Entity.nationalPhone
  static let pattern = """
    7 to 12 digits in two to five groups with single separators of space, `-`, `.`, `/` and brackets around the first, \
    as long and beginning as the plan of a chosen country has it; more freely after words such as `phone`. Not dates and \
    IP addresses.
    """
  static let countries = Set(NationalPlan.all.keys)
  static let context = [
    "phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "fax", "sms", "whatsapp", "telefon",
    "telefonnummer",
    "handy", "mobil", "rufnummer", "téléphone", "portable", "teléfono", "móvil", "celular", "telefono", "cellulare",
    "telefoon", "telefone", "telemóvel", "puhelin", "telefonszám", "numer telefonu", "telefón", "电话", "手机", "전화", "โทร",
  ]
  static let scores = Scores(alone: 0.6, bare: 0.3, context: 0.9)
  static let anchors = "(" + Anchor.digits

  static func sighting(in text: Text, at position: Int, countries: Set<Country>) -> Sighting? {
    guard position == 0 || !text[position - 1].isAmong("+/.-"),
      !(text.has(":", at: position - 1) && text.has(.digit, at: position - 2)),
      !(text.has(" ", at: position - 1) && text.has(.digit, at: position - 2)),
      // What follows an area in brackets was read with it.
      !text.has(")", at: position - 1), !text.has(") ", at: position - 2)
    else { return nil }
    var digits = Code()
    var groups = SIMD8<Int>()
    var count = 0, dots = 0
    var cursor = position
    let isBracketed = text.has("(", at: position)
    if isBracketed { cursor += 1 }
    while true {
      let end = text.end(of: .digit, from: cursor)
      guard end > cursor, digits.count + end - cursor <= 12, count < 6 else { return nil }
      for place in cursor..<end { digits.append(text[place]) }
      groups[count] = end - cursor
      count += 1
      cursor = end
      if isBracketed, count == 1 {
        guard text.has(")", at: cursor), groups[0] >= 2 else { return nil }
        cursor += 1
        if text.has(" ", at: cursor), text.has(.digit, at: cursor + 1) { cursor += 1 }
        guard text.has(.digit, at: cursor) else { return nil }
        continue
      }
      guard cursor < text.count, text[cursor].isAmong(" -./"), text.has(.digit, at: cursor + 1) else { break }
      if text[cursor] == UInt8(ascii: ".") { dots += 1 }
      cursor += 1
    }
    guard (7...12).contains(digits.count), !text.continuesWord(at: cursor),
      !(text.has(":", at: cursor) && text.has(.digit, at: cursor + 1)), !text.has("@", at: cursor),
      !(count == 3 && isDate(groups)), !(count == 4 && dots == 3)
    else { return nil }
    let isGrouped = count > 1 && (0..<count).allSatisfy { groups[$0] >= 2 }
    let fits = isGrouped && countries.contains { NationalPlan.all[$0]?.fits(digits) ?? false }
    return Sighting(range: position..<cursor, isBare: !fits)
  }

  /// `2026-01-31`, `31.01.2026`, `31/1/26`.
  private static func isDate(_ groups: SIMD8<Int>) -> Bool {
    (0..<3).allSatisfy { groups[$0] <= 2 || groups[$0] == 4 } && groups[0] + groups[1] + groups[2] <= 8
  }
}
