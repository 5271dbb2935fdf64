import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("No value of fewer than k people is fitted")
struct PeopleFloorTests {
  /// The definition, word by word: the smallest value that at least k people have or lie below.
  static func lowest(_ values: [Double], _ people: [UInt64], k: Int) -> Double? {
    values.sorted().first { bound in
      Set(zip(values, people).filter { $0.0 <= bound }.map(\.1)).count >= k
    }
  }

  @Test(arguments: 1...6, UInt64(0)..<8)
  func extremesAreThoseOfTheKthPerson(_ k: Int, _ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<60).map { _ in Double(Int.random(in: 0..<40, using: &generator)) }
    let people = (0..<60).map { _ in UInt64.random(in: 0..<15, using: &generator) }
    var extremes = Extremes(k: k)
    for range in [0..<10, 10..<10, 10..<31, 31..<60] {
      var part = Extremes(k: k)
      let table = Table("x", .float(values[range].map { $0 }), people: Array(people[range]))
      part.update(table.columns[0].numbers!, table.rows, nil)
      extremes.merge(part)
    }
    let bounds = try #require(try extremes.bounds(column: "x"))
    #expect(bounds.lowerBound == Self.lowest(values, people, k: k), "seed \(seed)")
    #expect(-bounds.upperBound == Self.lowest(values.map { -$0 }, people, k: k), "seed \(seed)")
  }

  @Test func oneMeansTheRealExtremes() throws {
    var extremes = Extremes(k: 1)
    let table = Table("x", .float([3, nil, -2, 9]), people: [1, 1, 1, 2])
    extremes.update(table.columns[0].numbers!, table.rows, table.columns[0].validity)
    #expect(try extremes.bounds(column: "x") == -2...9)
  }

  /// Ten people, one value each: the outermost two at either end are nobody's business with k = 3.
  static let ten = Table("x", .float([-1e6, 1, 2, 3, 4, 5, 6, 7, 8, 1e6]), people: Array(1...10))

  @Test func minMaxScalerUsesTheKthExtremes() throws {
    let fitted = try MinMaxScaler().fit(Self.ten, k: 3)
    #expect(fitted.columns[0].factor == 1.0 / 5)  // from 2 to 7
    #expect(fitted.columns[0].summand == -2.0 / 5)
  }

  @Test func quantilesHaveKPeopleOnEachSide() throws {
    let scaler = try RobustScaler.make(["quantile_range": [0, 100]])
    let fitted = try scaler.fit(Self.ten, k: 3)
    #expect(fitted.columns[0].scale == 5)
    #expect(fitted.columns[0].center == 4.5)
  }

  /// One person with many rows does not move the bound, nor make a crowd.
  @Test func rowsOfOnePersonCountOnce() throws {
    let table = Table(
      "x", .float([100, 100, 100, 100, 100, 1, 2, 3, 4, 5]), people: [1, 1, 1, 1, 1, 2, 3, 4, 5, 6])
    let imputer = try SimpleImputer.make(["strategy": "median"])
    #expect(try imputer.fit(table).columns[0].fill == .float(52.5))
    #expect(try imputer.fit(table, k: 3).columns[0].fill == .float(4))
    let mode = try SimpleImputer.make(["strategy": "most_frequent"])
    #expect(try mode.fit(table).columns[0].fill == .float(100))
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 2)) { try mode.fit(table, k: 2) }
  }

  @Test func mostFrequentIsThatOfAtLeastKPeople() throws {
    let table = Table(
      "plan", .category(["rare", "rare", "rare", "pro", "pro", "free", nil]), people: [1, 1, 1, 2, 3, 4, 5])
    let mode = try SimpleImputer.make(["strategy": "most_frequent"])
    #expect(try mode.fit(table).columns[0].fill == .text("rare"))
    #expect(try mode.fit(table, k: 2).columns[0].fill == .text("pro"))
  }

  @Test func indicatorStandsForKPeople() throws {
    let imputer = try SimpleImputer.make(["add_indicator": true])
    let table = Table("x", .float([1, 2, 3, nil, nil, nil]), people: [1, 2, 3, 4, 4, 5])
    #expect(try imputer.fit(table, k: 2).columns[0].hasIndicator)
    #expect(try !imputer.fit(table, k: 3).columns[0].hasIndicator)
  }

  static let needingPeople: [String] = [
    "standard_scaler", "min_max_scaler", "robust_scaler", "max_abs_scaler", "quantile_transformer",
    "power_transformer", "squashing_scaler", "simple_imputer", "variance_threshold",
  ]

  @Test(arguments: needingPeople)
  func fewerThanKPeopleAreRefused(_ name: String) throws {
    let sample = ConformanceCase(name: name, columns: [.float])
    let table = Table("x", .float([1, 2, 3, 4, nil]), people: [1, 2, 3, 3, 4])
    let transformer = try sample.transformer()
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 4)) {
      _ = try fitErased(transformer, [table.rows], table.context(k: 4))
    }
  }

  /// Nothing is known of a column without values, so nothing is revealed.
  @Test func emptyColumnsNeedNobody() throws {
    let table = Table("x", .float([nil, nil]), people: [1, 2])
    #expect(try StandardScaler().fit(table, k: 5).columns[0].isEmpty)
    #expect(try SimpleImputer().fit(table, k: 5).columns[0].fill == .float(0))
  }
}
