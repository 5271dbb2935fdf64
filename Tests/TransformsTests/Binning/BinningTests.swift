import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("Binning")
struct BinningTests {
  static let values: [Double?] = [1, 2, nil, 4, 8, nil, 16, 32, 64, 128]

  @Test func missingIsRefusedByColumnAndRow() throws {
    let table = Table("x", .float(Self.values))
    for member in ["kbins_discretizer", "binarizer"] {
      let transformer = try ConformanceCase(name: member, columns: []).transformer()
      #expect(throws: TransformError.self, "\(member)") {
        let fitted = try fitErased(transformer, [table.rows], table.context())
        _ = try transformer.transformErased(table.rows, fitted, isFittedRows: false)
      }
    }
    let error = #expect(throws: TransformError.self) { try KBinsDiscretizer.make().fit(table) }
    guard case .badValue("x", 13, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func missingHasItsOwnBinOrStaysMissing() throws {
    let table = Table("x", .float(Self.values))
    func codes(_ arguments: JSON) throws -> [[Int64?]] {
      try KBinsDiscretizer.make(arguments).fitTransform(table).map(\.intCells)
    }
    let two: JSON = ["n_bins": 2, "encode": "ordinal", "missing": "bin"]
    #expect(try codes(two) == [[0, 0, 2, 0, 0, 2, 1, 1, 1, 1]])
    let kept: JSON = ["n_bins": 2, "encode": "ordinal", "missing": "keep"]
    #expect(try codes(kept) == [[0, 0, nil, 0, 0, nil, 1, 1, 1, 1]])
    #expect(
      try codes(["n_bins": 2, "missing": "bin"]) == [
        [1, 1, 0, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 0, 0, 1, 0, 0, 0, 0],
      ])
    let member = try KBinsDiscretizer.make(["n_bins": 2, "missing": "bin"])
    #expect(member.outputs(table.fields, nil).map(\.field.name) == ["x_*"])
    let names = member.outputs(table.fields, try member.fit(table)).map(\.field.name)
    #expect(names == ["x_0.0", "x_1.0", "x_nan"])
  }

  @Test func listsOfBinsGoWithTheColumns() throws {
    let table = Table([("x", .float(Self.values)), ("y", .float(Self.values))])
    let member = try KBinsDiscretizer.make(["n_bins": [2, 3, 4]])
    #expect(throws: TransformError.self) { try member.check(table.fields, target: nil) }
  }

  /// Whatever the data, with a floor no bin holds fewer than k people.
  @Test(arguments: ["uniform", "quantile", "kmeans"], [1, 2, 3] as [UInt64])
  func binsHoldKPeople(_ strategy: String, _ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let people = (0..<90).map { _ in UInt64.random(in: 1...30, using: &generator) }
    let numbers = people.map { Double($0 * $0) + generator.normal() * 3 }
    let table = Table("x", .float(numbers), people: people)
    let member = try KBinsDiscretizer.make(["strategy": .string(strategy), "n_bins": 9, "encode": "ordinal"])
    for k in [2, 4, 7, 12] {
      let codes = try member.fitTransform(table, k: k)[0].intCells
      for bin in Set(codes) {
        let crowd = Set(zip(codes, people).filter { $0.0 == bin }.map(\.1))
        #expect(crowd.count >= k, "\(strategy), k \(k), seed \(seed)")
      }
    }
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 31)) { try member.fit(table, k: 31) }
  }

  /// Lloyd's algorithm over sorted ranges agrees with the plain one, which looks at every value and centre.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func clustersAreLloyds(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<3000).map { _ in generator.normal() + (Bool.random(using: &generator) ? 6 : 0) }
    let start = [-2.0, 1, 3, 6.5, 9]
    var clusters = LineClusters(Buffer(values), from: start)
    clusters.settle()
    var centers = clusters.centers
    #expect(centers == centers.sorted())
    // Where the centres rest, one step more moves them by no more than the tolerance.
    let nearest = values.map { value in centers.indices.min { abs(centers[$0] - value) < abs(centers[$1] - value) }! }
    let variance = Moments(Buffer(values), validity: nil).variance
    for center in centers.indices {
      let own = zip(values, nearest).filter { $0.1 == center }.map(\.0)
      centers[center] = own.reduce(0, +) / Double(own.count)
    }
    let shift = zip(centers, clusters.centers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(shift <= 1e-4 * variance, "seed \(seed)")
  }

  /// The scan of eight numbers at a time, the search by halves and the definition agree.
  @Test(arguments: [BinEdges.Closed.left, .right]) func scanAndSearchAgree(_ closed: BinEdges.Closed) {
    let numbers = Buffer((0..<133).map { Double($0 % 50) - 4.5 + Double($0 % 2) * 0.5 })
    for count in [0, 1, 7, 24, 25, 40] {
      let bins = BinEdges(edges: (0..<count).map { Double($0) }, closed: closed)
      let expected = numbers.array.map { number in
        Int64(bins.edges.count { closed == .left ? number >= $0 : number > $0 })
      }
      #expect(bins.codes(numbers, nil, missing: 0).array == expected, "\(count) edges")
    }
  }

  @Test(arguments: [0, 1, 100, 4096, 9001]) func radixSortSorts(_ count: Int) {
    var generator = SeededGenerator(seed: 5)
    let kinds: [Double] = [0, -0.0, 1e-310, -1e300, 5]
    let values = (0..<count).map { $0 % 7 == 0 ? kinds[$0 % 5] : generator.normal() * 1e3 }
    #expect(RadixSort.sorted(Buffer(values)) == values.sorted())
    let narrow = (0..<count).map { Double($0 * 7919 % 64) }
    #expect(RadixSort.sorted(Buffer(narrow)) == narrow.sorted())
  }

  @Test func fixedBinsByLabel() throws {
    let table = Table("age", .int([-1, 0, 17, 18, 64, 65, 120, 121, nil]))
    func labels(_ arguments: JSON) throws -> String {
      var all: JSON = ["binning_dict": ["age": [0, 18, 65, 120]], "labels": ["age": ["minor", "adult", "senior"]]]
      all = .object((all.object ?? []) + (arguments.object ?? []))
      let column = try FixedBins.make(all).fitTransform(table)[0]
      return column.cells.map(\.description).joined(separator: " ")
    }
    #expect(try labels(["missing": "keep"]) == "missing minor minor minor adult adult senior missing missing")
    #expect(
      try labels(["missing": "keep", "right": false])
        == "missing minor minor adult adult senior senior missing missing")
    #expect(
      try labels(["missing": "bin", "errors": "clamp"])
        == "minor minor minor minor adult adult senior senior missing")
    #expect(throws: TransformError.badValue(column: "age", row: 7, problem: "the value lies outside the edges")) {
      try labels(["missing": "keep", "errors": "raise"])
    }
  }

  @Test(
    arguments: [
      ["binning_dict": ["age": [1]]], ["binning_dict": ["age": [1, 1, 2]]], ["binning_dict": ["age": [3, 2]]],
      ["binning_dict": ["age": [1, 2]], "labels": ["age": ["a", "b"]]],
      ["binning_dict": ["age": [1, 2, 3]], "labels": ["age": ["a", "a"]]],
      ["binning_dict": ["age": [1, 2]], "labels": ["other": ["a"]]],
      ["binning_dict": ["age": [1, 2]], "labels": ["age": ["missing"]], "missing": "bin"],
    ] as [JSON]) func badEdgesAndLabelsAreRefused(_ arguments: JSON) throws
  {
    let member = try FixedBins.make(arguments)
    let error = #expect(throws: TransformError.self) { try member.check([Field(name: "age", type: .int)], target: nil) }
    #expect(error?.code == .badTransformerArgument)
  }
}

@Suite("Trees of one column")
struct DecisionTreeDiscretizerTests {
  static let values = (0..<40).map { Double($0) }

  static func table(_ target: Column, people: [UInt64]? = nil) -> Table {
    Table([("x", .float(values))], target: target, people: people)
  }

  @Test func stepsAreFound() throws {
    let target = Column.float(Self.values.map { $0 < 12 ? 1 : $0 < 30 ? 5 : 2 })
    let member = try DecisionTreeDiscretizer.make(["max_depth": 2])
    let fitted = try member.fit(Self.table(target))
    #expect(fitted.columns[0].tree == ThresholdTree(thresholds: [11.5, 29.5], predictions: [1, 5, 2]))
  }

  @Test func classesOfBothKinds() throws {
    let flag = Column.bool(Self.values.map { $0 >= 25 })
    let shares = try DecisionTreeDiscretizer.make(["regression": false]).fit(Self.table(flag))
    #expect(shares.columns[0].tree == ThresholdTree(thresholds: [24.5], predictions: [0, 1]))
    let letters = Column.category(Self.values.map { $0 < 5 ? "c" : $0 < 20 ? "a" : "b" })
    let numbered: JSON = ["regression": false, "bin_output": "bin_number"]
    let bins = try DecisionTreeDiscretizer.make(numbered).fit(Self.table(letters))
    #expect(bins.columns[0].tree.thresholds == [4.5, 19.5])
    #expect(throws: TransformError.self) {
      try DecisionTreeDiscretizer.make(["regression": false]).fit(Self.table(letters))
    }
  }

  @Test func leavesHoldKPeople() throws {
    // One person has all high values, and another target.
    let people = Self.values.map { $0 >= 35 ? 1 : UInt64($0) % 8 + 2 }
    let table = Self.table(
      .float(Self.values.map { $0 >= 35 ? 100 : $0.truncatingRemainder(dividingBy: 3) }), people: people)
    let member = try DecisionTreeDiscretizer.make(["max_depth": 1, "bin_output": "bin_number"])
    #expect(try member.fit(table).columns[0].tree.thresholds == [34.5])
    let threshold = try #require(try member.fit(table, k: 4).columns[0].tree.thresholds.first)
    #expect(Set(zip(Self.values, people).filter { $0.0 > threshold }.map(\.1)).count >= 4)
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 10)) { try member.fit(table, k: 10) }
  }

  /// A letter with its accent and the two apart are one text to Unicode, and two classes.
  @Test func classesAreToldApartByTheirBytes() throws {
    let table = Table(
      [("x", .float(Self.values))],
      target: .category(Self.values.map { $0 < 10 ? "\u{E9}" : "e\u{301}" }))
    let column = try DecisionTreeDiscretizer.make(["regression": false]).fitTransform(table)[0]
    // "e" and an accent comes first by its bytes: the class 0.
    #expect(column.doubles == Self.values.map { $0 < 10 ? 1 : 0 })
  }

  @Test func missingIsPredictedByItsOwnMean() throws {
    let table = Table(
      [("x", .float(Self.values.map { $0 < 10 ? nil : $0 }))], target: .float(Self.values.map { $0 < 10 ? 7 : 1 }))
    let member = try DecisionTreeDiscretizer.make(["missing": "bin"])
    let column = try member.fitTransform(table)[0]
    #expect(column.doubles == Self.values.map { $0 < 10 ? 7 : 1 })
  }

  @Test(arguments: [(ColumnType.bool, true), (.category, true), (.float, false), (.date, true), (.text, false)])
  func targetsOfTheWrongTypeAreRefused(_ type: ColumnType, _ regression: Bool) throws {
    let member = try DecisionTreeDiscretizer.make(["regression": .bool(regression)])
    let error = #expect(throws: TransformError.self) {
      try member.check([Field(name: "x", type: .float)], target: Field(name: "y", type: type))
    }
    #expect(error?.code == .unusableTarget)
    #expect(throws: TransformError.self) { try member.check([Field(name: "x", type: .float)], target: nil) }
  }
}
