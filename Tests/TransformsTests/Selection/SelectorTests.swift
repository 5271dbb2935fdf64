import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("Selections beyond what goldens show")
struct SelectorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let transformer: String
    let arguments: JSON
    var input: ColumnType = .float
    var target: ColumnType? = .bool
    let code: DiagnosticCode
    var testDescription: String { "\(transformer) \(arguments.line) on \(input) for \(target?.rawValue ?? "none")" }
  }

  static let refusals: [Refusal] = [
    .init(
      transformer: "select_fpr", arguments: ["score_func": "mutual_info_classif"], code: .badTransformerArgument),
    .init(
      transformer: "select_fdr", arguments: ["score_func": "r_regression"], target: .float,
      code: .badTransformerArgument),
    .init(
      transformer: "select_percentile", arguments: ["score_func": "mutual_info_regression"], code: .unusableTarget),
    .init(transformer: "select_from_model", arguments: ["estimator": "ridge"], code: .unusableTarget),
    .init(
      transformer: "rfe", arguments: ["estimator": "logistic_regression"], target: .float, code: .unusableTarget),
    .init(
      transformer: "rfe", arguments: ["estimator": "logistic_regression"], input: .category, code: .wrongColumnType),
    .init(transformer: "drop_correlated", arguments: [:], input: .string, code: .wrongColumnType),
    .init(transformer: "population_stability", arguments: [:], input: .date, code: .wrongColumnType),
    .init(transformer: "population_stability", arguments: ["cut_off": 3], code: .badTransformerArgument),
  ]

  @Test(arguments: refusals)
  func refusedAtPlanTime(_ row: Refusal) throws {
    let transformer = try ConformanceCase(name: row.transformer, arguments: row.arguments, columns: []).transformer()
    let target = row.target.map { Field(name: "y", type: $0, role: .target) }
    var found: DiagnosticCode?
    do throws(TransformError) {
      try transformer.check([Field(name: "a", type: row.input)], target: target)
    } catch { found = error.code }
    #expect(found == row.code)
  }

  static let unreadable: [(String, JSON)] = [
    ("select_from_model", [:]), ("select_from_model", ["estimator": "forest"]),
    ("select_from_model", ["estimator": "ridge", "threshold": "x*mean"]),
    ("select_from_model", ["estimator": "ridge", "alpha": 0]), ("rfe", ["estimator": "ridge", "step": 0]),
    ("rfe", ["estimator": "ridge", "n_features_to_select": 1.5]), ("select_percentile", ["percentile": 101]),
    ("population_stability", ["cut_off": "2026-02-30"]), ("drop_missing", ["threshold": 2]),
  ]

  @Test(arguments: unreadable)
  func argumentsAreRefused(_ name: String, _ arguments: JSON) throws {
    var decoder = Decoder(file: "test")
    #expect(try #require(Catalog.entry(named: name)).decode(Node(arguments), &decoder) == nil)
    #expect(!decoder.diagnostics.isEmpty)
  }

  /// A date cuts days and moments alike.
  @Test func datesCutDatesAndTimestamps() {
    let cut = CutOff.date(CivilDate(year: 1970, month: 1, day: 3)!)
    #expect(cut.number(in: .date) == 2)
    #expect(cut.number(in: .timestamp) == 2 * 86_400e6)
    #expect(cut.number(in: .int) == nil)
    #expect(CutOff.number(2).number(in: .date) == nil)
  }

  /// Rows divided by hashes: another number, another division; the share is kept to.
  @Test func hashesDivideRows() throws {
    var generator = SeededGenerator(seed: 9)
    let hashes = (0..<4000).map { _ in generator.next() }
    let table = Table([("x", .float(Array(repeating: 1, count: 4000)))], hashes: hashes)
    let first = try RowSplit.share(0.3, seed: 0).basis(of: table.rows)
    #expect((1100...1300).contains(first.setCount))
    #expect(try RowSplit.share(0.3, seed: 1).basis(of: table.rows) != first)
  }

  /// With a floor, whether one person's value is missing does not show.
  @Test func gapsOfFewPeopleAreNone() throws {
    let table = Table(
      "x", .float([nil, 1, 2, 3, nil, nil, 4, 5]), people: [1, 2, 3, 4, 1, 1, 5, 6])
    let member = try DropMissing.make(["threshold": 0.1])
    #expect(try member.fit(table).columns == [ScoredColumn(name: "x", score: 3 / 8, isKept: false)])
    #expect(try member.fit(table, k: 2).columns == [ScoredColumn(name: "x", score: 0, isKept: true)])
  }

  /// Whatever the kind of the columns, and however rows are cut, only equal ones are equal.
  @Test func duplicatesAreComparedByValue() throws {
    let whole: [Int64?] = [1, 2, nil, 1 << 60]
    let table = Table([
      ("i", .int(whole)), ("f", .float(whole.map { $0.map(Double.init) })), ("near", .int([1, 2, nil, (1 << 60) + 1])),
      ("zero", .int([1, 2, 0, 1 << 60])), ("s", .string(["a", "b", nil, "c"])), ("c", .category(["a", "b", nil, "c"])),
      ("empty", .string(["a", "b", "", "c"])), ("b", .bool([true, false, nil, true])),
    ])
    for chunks in [[[0, 1, 2, 3]], [[0], [1, 2], [3]], [[], [3, 2], [0, 1]]] {
      let fitted = try table.fit(DropDuplicates(), chunks: chunks)
      let expected: [String?] = [nil, "i", nil, nil, nil, "s", nil, nil]
      #expect(fitted.columns.map(\.instead) == expected, "\(chunks)")
    }
  }

  /// The coefficients are those at which the gradient is 0, also where a class is parted from the others by a line.
  @Test(arguments: [2, 3, 5])
  func logisticRegressionEndsWhereNothingPulls(_ classCount: Int) throws {
    var generator = SeededGenerator(seed: UInt64(classCount))
    let x = (0..<300).map { _ in generator.normal() }
    let z = (0..<300).map { _ in generator.normal() * 50 + 1e6 }
    let y = x.map { Int64(min(max(0, Int($0 + 2)), classCount - 1)) }
    let table = Table([("x", .float(x)), ("z", .float(z))], target: .int(y))
    var statistics = ModelStatistics(.logisticRegression, table.context)
    try statistics.update(table.rows)
    let model = try LogisticRegression(statistics, [0, 1], penalty: 0.01)
    let coefficients = try model.coefficients()
    #expect(coefficients.count == (classCount == 2 ? 1 : classCount))
    // Around the minimum the coefficients of many logits add up to 0, since each is penalized.
    if classCount > 2 {
      for column in 0..<2 { #expect(abs(coefficients.reduce(0) { $0 + $1[column] }) < 1e-9) }
    }
    #expect(coefficients.contains { abs($0[0]) > 1 })
    let halves = [Array(0..<100), Array(100..<300)].map { table.rows(at: $0) }
    var merged = ModelStatistics(.logisticRegression, table.context)
    for half in halves {
      var part = ModelStatistics(.logisticRegression, table.context)
      try part.update(half)
      try merged.merge(part)
    }
    let again = try LogisticRegression(merged, [0, 1], penalty: 0.01).coefficients()
    for (left, right) in zip(coefficients.joined(), again.joined()) {
      #expect(left.isClose(to: right, tolerance: 1e-10))
    }
  }
}
