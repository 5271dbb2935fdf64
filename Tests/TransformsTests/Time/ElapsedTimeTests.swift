import Columns
import Configuration
import Testing

@testable import Transforms

@Suite struct ElapsedTimeTests {
  private let table = Table([
    ("from", .date([0, 1, nil])), ("to", .timestamp([43_200_000_000, nil, 0])),
  ])

  @Test func datesAreTheirMidnight() throws {
    let elapsed = try ElapsedTime.make(["reference": "to", "output_unit": "hour"])
    #expect(elapsed.companions.map(\.value) == ["to"])
    let outputs = try table.outputs(elapsed)
    #expect(outputs.keys.sorted() == ["from", "from_sub_to"])
    #expect(outputs["from_sub_to"]?.doubles == [-12, nil, nil])
    let dropping = try ElapsedTime.make(["reference": "to", "drop_original": true])
    #expect(try table.outputs(dropping).keys.sorted() == ["from_sub_to"])
  }

  @Test(arguments: ["1970-01-03", "1970-01-03T00:00:00Z", "params.as_of"])
  func asOf(_ moment: String) throws {
    var elapsed = try ElapsedTime.make(["as_of": .string(moment)])
    try elapsed.bind(["as_of": "1970-01-03"])
    let outputs = try table.outputs(elapsed)
    #expect(outputs["from_elapsed"]?.doubles == [2, 1, nil])
    #expect(outputs["to_elapsed"]?.doubles == [1.5, nil, 2])
  }

  @Test func badArguments() throws {
    for arguments: JSON in [[:], ["reference": "to", "as_of": "2026-01-01"], ["as_of": "1 May"]] {
      #expect(throws: TransformError.self) { try ElapsedTime.make(arguments).check(table.fields, target: nil) }
    }
    #expect(throws: TransformError.wrongType(column: "n", expected: "date or timestamp", found: .int)) {
      try ElapsedTime.make(["as_of": "2026-01-01"]).check([Field(name: "n", type: .int)], target: nil)
    }
    var elapsed = try ElapsedTime.make(["as_of": "params.start"])
    let error = TransformError.badArgument(parameter: "as_of", problem: "names no parameter that is a text")
    #expect(throws: error) { try elapsed.bind(["start": 5]) }
    #expect(elapsed.place(of: error) != nil)
  }

  @Test func momentsOutsideTheCalendarAreRefused() throws {
    let table = Table([("t", .timestamp([nil, 0, .max]))])
    #expect(throws: TransformError.badValue(column: "t", row: 13, problem: "the value is not in the years 1 to 9999")) {
      try table.outputs(ElapsedTime.make(["as_of": "2026-01-01"]))
    }
  }
}
