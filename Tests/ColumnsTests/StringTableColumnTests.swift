import Testing

@testable import Columns

/// Whole columns against the table's plain path, string by string.
@Suite struct StringTableColumnTests {
  /// All lengths around the words that the kernel reads, repeated, some missing.
  static let texts: [String?] = (0..<600).map { row in
    if row % 11 == 5 { return nil }
    let length = row % 37
    return String((0..<length).map { Character(UnicodeScalar(UInt8(97 + ($0 * 7 + row % 5) % 26))) })
  }

  @Test(arguments: [0, 1, 2]) func insertsAsOneByOne(_ base: Int32) {
    let strings = Strings(Self.texts.map { $0 ?? "" })
    let validity = Bitmap(Self.texts.map { $0 != nil })
    var table = StringTable(), plain = StringTable()
    let codes = table.insert(strings, validity, base: base, missing: -7).array
    #expect(codes == Self.texts.map { $0.map { plain.insert($0) + base } ?? -7 })
    #expect(table.dictionary == plain.dictionary)
    #expect(table.insert(strings, validity, base: base, missing: -7).array == codes)
    #expect(table.find(strings, validity, base: base, missing: -7, unknown: -9).array == codes)
  }

  @Test func findsOnlyWhatIsThere() {
    let table = StringTable(Strings(["a", "", "bcdefgh", "bcdefghi", "bcdefghij"]))
    let asked = Strings(["", "b", "a", "bcdefghi", "bcdefghk", "bcdefghij", "\0"])
    #expect(table.find(asked, nil, base: 0, missing: -7, unknown: -9).array == [1, -9, 0, 3, -9, 4, -9])
    #expect(StringTable().find(asked, nil, base: 0, missing: 0, unknown: -9).array == Array(repeating: -9, count: 7))
  }
}
