import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("Interactions")
struct InteractionTests {
  static func fields(_ count: Int) -> [Field] { (0..<count).map { Field(name: "c\($0)", type: .float) } }

  @Test(
    arguments: [
      (200, ["degree": 2], "20301 columns"), (1000, ["degree": 3], "167668501 columns"),
      (200, ["degree": 2, "interaction_only": true], "20101 columns"), (1, ["degree": 1_000_000_000], "more than"),
      (3, ["degree": [4000, 9000]], "columns"), (4000, ["degree": 9000], "more than"),
    ] as [(Int, JSON, String)]) func widthIsRefusedWhenPlanned(_ row: (Int, JSON, String)) throws
  {
    let error = #expect(throws: TransformError.self) {
      try PolynomialFeatures.make(row.1).check(Self.fields(row.0), target: nil)
    }
    #expect(error?.message.contains(row.2) == true, "\(error?.message ?? "")")
  }

  @Test(
    arguments: [
      (3, ["degree": 2], 10), (3, ["degree": 3, "interaction_only": true], 8),
      (2, ["degree": [2, 4], "include_bias": false], 12), (3, ["degree": 0], 1),
      (4, ["degree": 1_000_000, "interaction_only": true], 16),
      (2, ["degree": .int(.max), "interaction_only": true], 4),
    ] as [(Int, JSON, Int)]) func widthIsWhatComesOut(_ row: (Int, JSON, Int)) throws
  {
    let member = try PolynomialFeatures.make(row.1)
    try member.check(Self.fields(row.0), target: nil)
    #expect(member.outputs(Self.fields(row.0), nil).count == row.2)
  }

  @Test func productsBeyondDoublesAreRefused() throws {
    let table = Table([("a", .float([1, 1e300])), ("b", .float([1, 1e300]))])
    let member = try PolynomialFeatures.make()
    #expect(throws: TransformError.badValue(column: "a^2", row: 10, problem: "the value is not a finite number")) {
      try member.fitTransform(table)
    }
  }

  @Test func componentsAreOfVarianceAndUncorrelated() throws {
    var generator = SeededGenerator(seed: 3)
    let rows = (0..<700).map { _ in (0..<9).map { Double($0 + 1) * generator.normal() + 1e6 } }
    let table = Table((0..<9).map { column in ("c\(column)", .float(rows.map { $0[column] + $0[(column + 1) % 9] })) })
    let columns = try PCA.make(["whiten": true]).fitTransform(table)
    #expect(columns.count == 9)
    let moments = CoMomentMatrix(columns.compactMap(\.numbers))
    for row in 0..<9 {
      for column in 0...row {
        let expected = row == column ? 699.0 : 0
        #expect(abs(moments.products[row, column] - expected) < 1e-6, "\(row), \(column)")
      }
    }
  }

  @Test(arguments: [("4", "4 columns"), ("0.5", ""), ("2", "")]) func numbersOfComponents(
    _ text: String, _ problem: String
  ) throws {
    let member = try PCA.make(["n_components": try JSON(parsing: Array(text.utf8))])
    do throws(TransformError) {
      try member.check(Self.fields(3), target: nil)
      #expect(problem.isEmpty)
    } catch {
      #expect(!problem.isEmpty && error.code == .badTransformerArgument)
    }
  }

  @Test(arguments: ["0", "-1", "1.5", "\"mle\""]) func badNumbersOfComponentsAreRefused(_ text: String) throws {
    var decoder = Decoder(file: "test")
    #expect(PCA.decode(Node(["n_components": try JSON(parsing: Array(text.utf8))]), &decoder) == nil)
  }

  @Test func componentsOfFewPeopleAreRefused() throws {
    let table = Table(
      [("a", .float([1, 2, 3, 5])), ("b", .float([2, 1, 4, nil]))], people: [1, 2, 3, 4])
    let member = try PCA.make(["missing": "keep"])
    #expect(throws: TransformError.tooFewPeople(column: "a", k: 4)) { try member.fit(table, k: 4) }
    #expect(try member.fit(table, k: 3).components.count == 2)
  }

  /// Within the knots the splines add up to 1.
  @Test(arguments: ["constant", "linear", "continue", "periodic", "error"], [1, 2, 3, 5])
  func splinesAddUpToOne(_ extrapolation: String, _ degree: Int) throws {
    var generator = SeededGenerator(seed: 9)
    let table = Table("x", .float((0..<200).map { _ in generator.normal() }))
    let member = try SplineTransformer.make([
      "extrapolation": .string(extrapolation), "degree": .int(Int64(degree)), "n_knots": 7, "knots": "quantile",
    ])
    let columns = try member.fitTransform(table)
    for row in 0..<200 {
      let sum = columns.reduce(0) { $0 + ($1.doubles[row] ?? 0) }
      #expect(abs(sum - 1) < 1e-12, "row \(row)")
    }
  }

  @Test func valuesBeyondTheKnots() throws {
    let member = try SplineTransformer.make(["extrapolation": "error", "degree": 1, "n_knots": 2])
    let fitted = try member.fit(Table("x", .float([0, 10])))
    #expect(throws: TransformError.badValue(column: "x", row: 10, problem: "the value lies beyond the knots")) {
      try member.transform(Table("x", .float([5, 10.5])).rows, fitted)
    }
    let people = Table("x", .float((0..<20).map { Double($0) }), people: (0..<20).map { UInt64($0) })
    #expect(throws: TransformError.self) { try member.fit(people, k: 3) }
    let other = try SplineTransformer.make(["degree": 1, "n_knots": 2])
    #expect(try other.fit(people, k: 3).columns[0].knots == [2, 17])
  }

  @Test func splinesThatCannotBeArePlanErrors() throws {
    for arguments in [
      ["extrapolation": "periodic", "n_knots": 3], ["n_knots": 1000, "degree": 10],
      ["degree": 0, "n_knots": 2, "include_bias": false],
    ] as [JSON] {
      #expect(throws: TransformError.self, "\(arguments.line)") {
        try SplineTransformer.make(arguments).check(Self.fields(10), target: nil)
      }
    }
  }
}
