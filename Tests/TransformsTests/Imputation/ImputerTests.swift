import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("missing_indicator")
struct MissingIndicatorTests {
  private let table = Table([("full", .int([1, 2, 3])), ("gaps", .string(["a", nil, nil]))])

  @Test func appendsBoolColumns() throws {
    let indicator = try MissingIndicator.make()
    let fitted = try table.fit(indicator)
    let outputs = indicator.outputs(table.fields, fitted)
    #expect(outputs.map(\.field.name) == ["missingindicator_gaps"])
    #expect(outputs.map(\.replaces) == [nil])
    #expect(try indicator.transform(table.rows, fitted).map(\.cells) == [[.bool(false), .bool(true), .bool(true)]])
  }

  @Test func newGapsAreRefusedByColumnAndRow() throws {
    let indicator = try MissingIndicator.make()
    let fitted = try table.fit(indicator)
    let other = Table([("full", .int([1, nil])), ("gaps", .string(["a", "b"]))])
    #expect {
      try indicator.transform(other.rows, fitted)
    } throws: {
      ($0 as? TransformError)?.place == .init(column: "full", row: 10)
    }
  }

  /// Two people have a gap, which k = 3 keeps to itself: in the state, and by not refusing any.
  @Test func gapsOfTooFewPeopleAreNotTold() throws {
    let indicator = try MissingIndicator.make()
    var table = table
    table.people = [1, 2, 3]
    let fitted = try table.fit(indicator)
    #expect(fitted.columns[1].hasIndicator)
    table.k = 3
    let withFloor = try table.fit(indicator)
    #expect(withFloor.columns.map(\.hasIndicator) == [false, false])
    #expect(try indicator.transform(table.rows, withFloor).isEmpty)
  }
}

@Suite("group_imputer")
struct GroupImputerTests {
  @Test func groupsOfTooFewPeopleGetTheWholeColumnsValue() throws {
    for strategy in ["mean", "median", "most_frequent"] {
      let imputer = try GroupImputer.make(["by": "g", "strategy": .string(strategy)])
      let table = Table(
        [("x", .float([1, 1, 1, 9, 9, nil, nil])), ("g", .letters("aaabbab"))], people: [1, 2, 3, 4, 4, 5, 6], k: 3)
      let fitted = try table.fit(imputer)
      #expect(fitted.groups.keys == [["a"]], "\(strategy)")
      #expect(!fitted.json.canonical.contains("\"b\""))
      let filled = try imputer.transform(table.rows, fitted)[0].doubles
      #expect(filled[5] == 1)
      #expect(filled[6] == fitted.columns[0].fill.double)
    }
  }

  @Test func groupsOfSeveralColumnsSurviveMerging() throws {
    let imputer = try GroupImputer.make(["by": ["g", "h"], "strategy": "median"])
    let table = Table([
      ("x", .float([1, 2, 3, 4, 5, 6, nil, nil])), ("g", .letters("ababab.b")), ("h", .int([1, 1, 2, 2, 1, 1, 1, 1])),
    ])
    let fitted = try table.fit(imputer, chunks: [[5, 0], [], [4, 1, 7], [6, 3, 2]])
    #expect(fitted == (try table.fit(imputer)))
    #expect(fitted.groups.keys == [["a", "1"], ["a", "2"], ["b", "1"], ["b", "2"]])
    #expect(try imputer.transform(table.rows, fitted)[0].doubles == [1, 2, 3, 4, 5, 6, 3.5, 4])
  }

  @Test func argumentsAreChecked() throws {
    var decoder = Decoder(file: "test")
    #expect(GroupImputer.decode(Node([:]), &decoder) == nil)
    let twice = try GroupImputer.make(["by": ["g", "g"]])
    #expect(throws: TransformError.badArgument(parameter: "by", problem: "names a column twice")) {
      try twice.check([Field(name: "x", type: .float)], target: nil)
    }
    let imputer = try GroupImputer.make(["by": "t"])
    #expect(throws: TransformError.self) {
      try imputer.check([Field(name: "x", type: .float), Field(name: "t", type: .text)], target: nil)
    }
  }

  /// What is filled in tells of the group.
  @Test func sensitivityOfGroupsIsInherited() throws {
    let imputer = try GroupImputer.make(["by": "g"])
    let inputs = [Field(name: "x", type: .int), Field(name: "g", type: .category, sensitivity: .quasi)]
    let outputs = imputer.outputs(inputs, nil)
    #expect(outputs.map(\.field.sensitivity) == [.quasi])
    #expect(outputs.map(\.field.type) == [.float])
  }
}

@Suite("random_sample_imputer")
struct RandomSampleImputerTests {
  @Test func drawsFollowTheCounts() throws {
    let imputer = try RandomSampleImputer.make()
    let values: [Int64?] = (0..<4000).map { $0 < 300 ? 1 : $0 < 400 ? 2 : nil }
    let table = Table("x", .int(values))
    let filled = try imputer.fitTransform(table)[0].intCells
    let ones = filled.dropFirst(400).count { $0 == 1 }
    #expect(abs(Double(ones) / 3600 - 0.75) < 0.03)
    #expect(filled.allSatisfy { $0 == 1 || $0 == 2 })
  }

  @Test func anotherStateOrColumnGivesOtherDraws() throws {
    let values: [Int64?] = (0..<200).map { $0 < 100 ? $0 : nil }
    func draws(_ name: String, _ state: Int64) throws -> [Int64?] {
      try RandomSampleImputer.make(["random_state": .int(state)]).fitTransform(Table(name, .int(values)))[0].intCells
    }
    #expect(try draws("x", 1) == draws("x", 1))
    #expect(try draws("x", 1) != draws("x", 2))
    #expect(try draws("x", 1) != draws("y", 1))
  }

  @Test func valuesOfTooFewPeopleAreNeverDrawn() throws {
    let imputer = try RandomSampleImputer.make()
    let table = Table("x", .letters("aaabb.."), people: [1, 2, 3, 4, 4, 5, 6])
    #expect(try imputer.fit(table, k: 3).columns[0].values == [.text("a")])
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 4)) { try imputer.fit(table, k: 4) }
    #expect(throws: TransformError.unfittable(column: "x", problem: "has no value to draw from")) {
      try imputer.fit(Table("x", .float([nil, nil])))
    }
  }
}

@Suite("knn_imputer")
struct KNNImputerTests {
  @Test func rowsOfPeopleAreNotKept() throws {
    let imputer = try KNNImputer.make()
    for sensitivity in Sensitivity.allCases where sensitivity != .public {
      #expect(throws: TransformError.self) {
        try imputer.check([Field(name: "x", type: .float, sensitivity: sensitivity)], target: nil)
      }
    }
    let table = Table("x", .float([1, nil, 2]), people: [1, 2, 3])
    #expect {
      try imputer.fit(table, k: 2)
    } throws: {
      ($0 as? TransformError)?.code == .unfittableColumn
    }
  }

  /// The same neighbours in any order of rows, also where many are equally near.
  @Test func tiesAreBrokenByTheRowsThemselves() throws {
    let imputer = try KNNImputer.make(["n_neighbors": 2])
    let table = Table([("x", .float([1, 2, 3, 4, nil])), ("y", .float([0, 0, 0, 0, 0]))])
    let first = try imputer.fitTransform(table)[0].doubles[4]
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
      let fitted = try table.fit(imputer, chunks: [order])
      #expect(try imputer.transform(table.rows, fitted)[0].doubles[4] == first)
    }
  }
}

@Suite("iterative_imputer")
struct IterativeImputerTests {
  /// The last bit is the same in any order, since the rows are put into one of their own.
  @Test func orderOfRowsDoesNotReachTheState() throws {
    let seed: UInt64 = 8
    var generator = SeededGenerator(seed: seed)
    let columns: [[Double?]] = (0..<3).map { _ in
      (0..<90).map { _ in generator.next() % 6 == 0 ? nil : generator.normal() }
    }
    let table = Table(zip(["a", "b", "c"], columns).map { ($0, .float($1)) })
    let imputer = try IterativeImputer.make()
    let state = try table.fit(imputer).json.canonical
    let order = Array(0..<90).shuffled(using: &generator)
    #expect(
      try table.fit(imputer, chunks: [Array(order[..<7]), [], Array(order[7...])]).json.canonical == state,
      "seed \(seed)")
  }

  @Test func argumentsAreChecked() throws {
    let imputer = try IterativeImputer.make(["min_value": 2, "max_value": 2])
    #expect(throws: TransformError.badArgument(parameter: "max_value", problem: "must be greater than `min_value`")) {
      try imputer.check([Field(name: "x", type: .float)], target: nil)
    }
    for refused: JSON in [["sample_posterior": true], ["imputation_order": "random"], ["add_indicator": true]] {
      var decoder = Decoder(file: "test")
      #expect(IterativeImputer.decode(Node(refused), &decoder) == nil)
      #expect(decoder.diagnostics.contains { $0.code == .notYet })
    }
  }

  @Test func columnsOfTooFewPeopleAreRefused() throws {
    let table = Table([("x", .float([1, nil, 3])), ("y", .float([2, 3, 5]))], people: [1, 2, 3])
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 3)) { try IterativeImputer.make().fit(table, k: 3) }
  }
}

extension Value {
  fileprivate var double: Double? { if case .float(let value) = self { value } else { nil } }
}
