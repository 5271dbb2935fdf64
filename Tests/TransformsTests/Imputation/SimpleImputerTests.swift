import Columns
import Configuration
import Testing

@testable import Transforms

@Suite("simple_imputer")
struct SimpleImputerTests {
  @Test(arguments: [
    ("mean", Column.int([1, nil, 4]), Column.float([1, 2.5, 4])),
    ("median", .float([1, nil, 9, 2]), .float([1, 2, 9, 2])),
    ("most_frequent", .int([7, nil, 3, 7, 3]), .int([7, 3, 3, 7, 3])),
    ("most_frequent", .bool([true, nil, true, false]), .bool([true, true, true, false])),
    ("most_frequent", .string(["b", nil, "é", "é", "b"]), .string(["b", "b", "é", "é", "b"])),
    ("constant", .int([nil, 2]), .int([0, 2])),
    ("constant", .bool([nil, true]), .bool([false, true])),
    ("constant", .category([nil, "x"]), .category(["missing_value", "x"])),
    ("mean", .float([nil, nil]), .float([0, 0])),
  ])
  func fills(_ strategy: String, _ input: Column, _ expected: Column) throws {
    let imputer = try SimpleImputer.make(["strategy": .string(strategy)])
    let filled = try imputer.fitTransform(Table("x", input))
    #expect(filled.map(\.cells) == [expected.cells])
    #expect(filled[0].valueType == expected.valueType)
    #expect(filled[0].validity == nil)
  }

  /// Without a gap, the column goes through without a copy of its values.
  @Test func completeColumnsPassThrough() throws {
    let column = Column.category(["b", "a", "b"])
    let filled = try SimpleImputer.make(["strategy": "most_frequent"]).fitTransform(Table("x", column))
    #expect(filled == [column])
  }

  @Test func outputsNameWhatIsOpen() throws {
    let imputer = try SimpleImputer.make(["strategy": "median", "add_indicator": true])
    let inputs = [
      Field(name: "age", type: .int, sensitivity: .quasi, tags: ["person"]),
      Field(name: "full", type: .float, isNullable: false),
    ]
    let before = imputer.outputs(inputs, nil)
    #expect(before.map(\.field.name) == ["age", "full", "missingindicator_age"])
    #expect(before.map(\.isOpen) == [false, false, true])
    #expect(before.map(\.replaces) == [0, 1, nil])
    #expect(before.map(\.field.type) == [.float, .float, .bool])
    #expect(before.map(\.field.sensitivity) == [.quasi, .public, .quasi])
    #expect(before.map(\.field.tags) == [["person"], [], []])
    let none = FittedColumns([
      FilledColumn(name: "age", fill: .float(1), hasIndicator: false),
      FilledColumn(name: "full", fill: .float(1), hasIndicator: false),
    ])
    #expect(imputer.outputs(inputs, none).map(\.field.name) == ["age", "full"])
  }

  @Test func fillOfAnotherTypeIsABadState() throws {
    let imputer = try SimpleImputer.make(["strategy": "constant"])
    let fitted = FittedColumns([FilledColumn(name: "x", fill: .text("a"), hasIndicator: false)])
    #expect(throws: TransformError.self) { try imputer.transform(Table("x", .int([1, nil])).rows, fitted) }
  }
}
