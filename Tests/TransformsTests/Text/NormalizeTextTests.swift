import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("normalize_text")
struct NormalizeTextTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var arguments: JSON = [:]
    let texts: [String?]
    let expected: [String?]
    var testDescription: String { arguments.line }
  }

  static let rows: [Row] = [
    Row(
      texts: ["  Two\t\n Words ", "CAFE\u{301}", nil, " \u{3000}", "", "ΣΑΣ", "ẞ"],
      expected: ["two words", "café", nil, "", "", "σας", "ß"]),
    Row(
      arguments: ["case": .null, "form": .null, "whitespace": .null],
      texts: [" A  b ", "e\u{301}"], expected: [" A  b ", "e\u{301}"]),
    Row(arguments: ["case": "upper"], texts: ["straße é", "ab_1"], expected: ["STRASSE É", "AB_1"]),
    Row(arguments: ["case": "fold"], texts: ["Straße", "STRASSE", "ςΣσ"], expected: ["strasse", "strasse", "σσσ"]),
    Row(
      arguments: ["whitespace": "strip", "case": .null], texts: [" a \u{A0}\t b\u{2003}", "\n"],
      expected: ["a \u{A0}\t b", ""]),
  ]

  /// Compared by bytes: Swift's strings are equal in every normal form.
  @Test(arguments: rows) func texts(_ row: Row) throws {
    let normalize = try NormalizeText.make(row.arguments)
    for column in [Column.string(row.texts), .category(row.texts)] {
      let output = try normalize.fitTransform(Table("x", column))[0]
      #expect(output.valueType == column.valueType)
      #expect(output.hasCleanSlots)
      for (place, expected) in row.expected.enumerated() {
        #expect(output.validity.isValid(place) == (expected != nil))
        if let expected { #expect(Array(output.text(at: place).utf8) == Array(expected.utf8), "row \(place)") }
      }
    }
  }

  @Test func categoriesThatBecomeEqualAreOne() throws {
    let output = try NormalizeText().fitTransform(Table("x", .category(["A", "a ", nil, "b", "B"])))[0]
    #expect(output.categories.dictionary.array == ["a", "b"])
    #expect(output.categories.codes.array == [0, 0, 0, 1, 1])
  }

  @Test func theContractsValuesAreWrittenTheSameWay() {
    let field = Field(name: "x", type: .category, vocabulary: ["Free", "PRO", "free "])
    #expect(NormalizeText().outputs([field], nil)[0].field.vocabulary == ["free", "pro"])
  }

  @Test func bytesThatAreNoTextDoNotTrap() throws {
    let broken = Strings(offsets: [0, 2, 3], bytes: [0xC3, 0x41, 0xFF])
    for letterCase in ["lower", "upper", "fold", .null] as [JSON] {
      let output = try NormalizeText.make(["case": letterCase]).fitTransform(Table("x", Column(.string(broken))))
      #expect(output[0].text(at: 1) == "\u{FFFD}")
    }
  }
}
