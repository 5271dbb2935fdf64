import Testing

@testable import Privacy

/// Names of persons, by lexicon, titles and context.
@Suite struct PersonNameTests {
  static let scanner = Scanner(DetectionPolicy(exactly: [.person]))

  static let rows: [ScanRow] = [
    ScanRow(.person, "I spoke with ⟦Anna Müller⟧ yesterday."), ScanRow(.person, "Dear Mr ⟦John Smith⟧, thank you"),
    ScanRow(.person, "met Dr. ⟦Xyzzy Quuxson⟧ at the clinic"), ScanRow(.person, "Frau ⟦Öztürk⟧ bittet um Rückruf"),
    ScanRow(.person, "assigned to ⟦Zbigniew van Gogh⟧ today"), ScanRow(.person, "signed ⟦Anna-Lena Schröder⟧"),
    ScanRow(.person, "by ⟦JOHN KOWALSKI⟧ in capitals"), ScanRow(.person, "⟦John F. Kowalski⟧ called"),
    ScanRow(.person, "customer ⟦Agnieszka⟧ wants to cancel"), ScanRow(.person, "name: ⟦Kowalczyk⟧"),
    ScanRow(.person, "{\"name\":\"⟦Zbigniew Nowak⟧\"}"), ScanRow(.person, "⟦Rose Anna Kowalski⟧"),
    ScanRow(nil, "The New York office is closed, Mark the box."), ScanRow(nil, "Paris and London in May"),
    ScanRow(nil, "Chase Bank, Rose Garden, Baker Street"), ScanRow(nil, "anna müller in small letters"),
    ScanRow(nil, "Agnieszka alone, without context"), ScanRow(nil, "Error Report ERROR 2026 GET /api"),
    ScanRow(nil, "AnnaMueller Anna_Kowalski xAnna Kowalski2"), ScanRow(nil, ""), ScanRow(nil, "Ä Ö Ü É"),
  ]

  @Test(arguments: rows)
  func finds(_ row: ScanRow) {
    let findings = Self.scanner.findings(in: row.text)
    #expect(findings.map(\.range) == row.expected, "\(findings)")
  }

  @Test func fieldsForNames() {
    let field = Self.scanner.context(ofField: "last_name")
    for name in ["Grace", "Kowalski", "Anna", "Müller"] {
      #expect(Self.scanner.findings(in: name, field: field).count == 1, "\(name)")
    }
    #expect(Self.scanner.findings(in: "Grace").isEmpty)
    #expect(Self.scanner.findings(in: "xyzzy", field: field).isEmpty)
  }

  /// Every name of the lexicon is found by the search in it, and nothing between two of them.
  @Test func lexicon() {
    func kind(_ word: String) -> NameKind {
      let bytes = Array(word.utf8)
      return bytes.withUnsafeBufferPointer { NameKind(of: $0[...]) }
    }
    #expect(kind("Anna").contains(.given) && !kind("Anna").isAmbiguous)
    #expect(kind("Kowalski").contains(.family) && kind("KOWALSKI") == kind("Kowalski"))
    #expect(kind("Paris").isAmbiguous && kind("Rose").isAmbiguous)
    for word in ["Aaaaa", "Zzzzz", "Ann4", "A", "", "Żżżż", "Aachal1", "Annaa"] { #expect(kind(word) == [], "\(word)") }
    #expect(kind("Anna-Kowalski").isSuperset(of: [.given, .family]))
    let names = NameKind.names.split(whereSeparator: \.isDigit)
    #expect(names.count > 20_000)
    #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    for name in names where name.count >= 3 && name.count <= 40 { #expect(NameKind(of: name).isKnown) }
  }
}
