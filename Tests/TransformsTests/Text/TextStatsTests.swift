import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("text_stats")
struct TextStatsTests {
  static let table = Table("x", .string(["Two words", nil, "two Two TWO"]))

  @Test func missingTextsAreEmptyOrAnError() throws {
    let columns = try TextStats.make(["features": ["is_empty", "word_count"]]).fitTransform(Self.table)
    #expect(columns == [.int([0, 1, 0]), .int([2, 0, 3])])
    #expect(
      throws: TransformError.badValue(
        column: "x", row: 10, problem: "the value is missing; `missing_values` says what becomes of it")
    ) {
      try TextStats.make(["missing_values": "raise"]).fitTransform(Self.table)
    }
  }

  @Test func featuresAreDistinctAndSome() throws {
    for features in [[], ["is_empty", "is_empty"]] as [JSON] {
      let stats = try TextStats.make(["features": features])
      #expect(throws: TransformError.self) { try stats.check(Self.table.fields, target: nil) }
    }
  }

  /// The table of words is used again from text to text.
  @Test func wordsAreToldApartTextByText() {
    var words = DistinctWords()
    func count(_ text: String) -> Int {
      var text = text
      return text.withUTF8 { words.count(in: $0) }
    }
    #expect(count("a B a b") == 2)
    #expect(count("A") == 1)
    #expect(count(" \u{2003}") == 0)
    #expect(count("b\u{A0}É é") == 2)
  }
}
