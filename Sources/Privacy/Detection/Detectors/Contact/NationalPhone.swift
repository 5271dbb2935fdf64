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
      !(text.has(" ", at: position - 1) && text.has(.digit, at: position - 2))
    else { return nil }
    var digits: [Int] = []
    var groups: [Int] = []
    var separators: [UInt8] = []
    var cursor = position
    let isBracketed = text.has("(", at: position)
    if isBracketed { cursor += 1 }
    while true {
      let end = text.end(of: .digit, from: cursor)
      guard end > cursor, digits.count + end - cursor <= 12, groups.count < 6 else { return nil }
      digits += text[cursor..<end].map(\.digitValue)
      groups.append(end - cursor)
      cursor = end
      if isBracketed, groups.count == 1 {
        guard text.has(")", at: cursor), groups[0] >= 2 else { return nil }
        cursor += 1
        if text.has(" ", at: cursor), text.has(.digit, at: cursor + 1) { cursor += 1 }
        guard text.has(.digit, at: cursor) else { return nil }
        separators.append(UInt8(ascii: ")"))
        continue
      }
      guard cursor < text.count, text[cursor].isAmong(" -./"), text.has(.digit, at: cursor + 1) else { break }
      separators.append(text[cursor])
      cursor += 1
    }
    guard (7...12).contains(digits.count), !text.continuesWord(at: cursor),
      !(text.has(":", at: cursor) && text.has(.digit, at: cursor + 1)), !text.has("@", at: cursor),
      !isDate(groups), !(separators.count == 3 && separators.allSatisfy { $0 == UInt8(ascii: ".") })
    else { return nil }
    let fits = countries.contains { NationalPlan.all[$0]?.fits(digits) ?? false }
    let isMarked = !separators.isEmpty && (isBracketed || fits)
    return Sighting(range: position..<cursor, isBare: !(fits && isMarked) || groups.min()! < 2)
  }

  /// `2026-01-31`, `31.01.2026`, `31/1/26`.
  private static func isDate(_ groups: [Int]) -> Bool {
    groups.count == 3 && groups.allSatisfy { $0 <= 2 || $0 == 4 } && groups.reduce(0, +) <= 8
  }
}
