import Columns
import Configuration
import TestSupport
import Testing

@testable import Transforms

@Suite("Infinities have one policy in the whole family")
struct InfinityTests {
  static let members = Catalog.entries.filter { $0.parameters.contains { $0.name == "inf" } }.map(\.name)

  /// An int column has none, so nothing may change with the policy.
  static func table(_ seed: UInt64, k: Int? = nil) -> (broken: Table, missing: Table, clipped: Table) {
    var generator = SeededGenerator(seed: seed)
    var values = (0..<90).map { _ in abs((generator.normal() * 8).rounded()) / 4 + 0.25 }
    let people = (0..<90).map { UInt64($0 % 30) }
    let finite = (values[3...].min()!, values[3...].max()!)
    let infinities = [Double.infinity, -.infinity, .infinity]
    let low = k.map { PeopleFloorTests.lowest(Array(values[3...]), Array(people[3...]), k: $0)! } ?? finite.0
    let high = k.map { -PeopleFloorTests.lowest(values[3...].map { -$0 }, Array(people[3...]), k: $0)! } ?? finite.1
    values.replaceSubrange(0..<3, with: infinities)
    let missing: [Double?] = values.map { $0.isFinite ? $0 : nil }
    let clipped: [Double?] = values.map { $0.isFinite ? $0 : $0 < 0 ? low : high }
    return (
      Table("x", .float(values), people: people), Table("x", .float(missing), people: people),
      Table("x", .float(clipped), people: people)
    )
  }

  static func transformer(_ name: String, _ policy: String) throws -> any Transformer {
    var arguments: [JSON.Member] = []
    if policy != "error" { arguments.append(.init("inf", .string(policy))) }
    if name == "winsorizer" { arguments.append(.init("missing_values", "ignore")) }
    return try ConformanceCase(name: name, arguments: .object(arguments), columns: []).transformer()
  }

  @Test(arguments: members)
  func areRefusedByDefault(_ name: String) throws {
    let member = try Self.transformer(name, "error")
    #expect {
      _ = try fitErased(member, [Self.table(1).broken.rows], Self.table(1).broken.context())
    } throws: {
      ($0 as? TransformError)?.place == .init(column: "x", row: 7)
    }
  }

  /// The result is that of a column whose infinities were missing, or clipped, from the start.
  @Test(arguments: members, [nil, 4])
  func areMissingOrClipped(_ name: String, _ k: Int?) throws {
    // Nobody counts as standing behind a clipped infinity; steps of k people would.
    if name == "quantile_transformer" && k != nil { return }
    let tables = Self.table(2, k: k)
    for (policy, treated) in [("null", tables.missing), ("clip", tables.clipped)] {
      let member = try Self.transformer(name, policy)
      do throws(TransformError) {
        try member.check(treated.fields, target: nil)
      } catch {
        #expect(error.code == .badTransformerArgument && policy == "null")
        continue
      }
      let fitted = try fitErased(member, [tables.broken.rows], tables.broken.context(k: k))
      let expected = try fitErased(member, [treated.rows], treated.context(k: k))
      #expect(fitted.json["columns"]!.isClose(to: expected.json["columns"]!), "\(policy)")
      let columns = try member.transformErased(tables.broken.rows, fitted, isFittedRows: false)
      let expectedColumns = try member.transformErased(treated.rows, expected, isFittedRows: false)
      for (left, right) in zip(columns[0].doubles, expectedColumns[0].doubles) {
        #expect((left == nil) == (right == nil))
        if let left, let right { #expect(left.isClose(to: right), "\(policy)") }
      }
      #expect(columns[0].hasCleanSlots)
    }
  }

  /// Infinities alone give no extreme to clip to, and stay missing.
  @Test func withoutFiniteValuesAreMissing() throws {
    let scaler = try MinMaxScaler.make(["inf": "clip"])
    let columns = try scaler.fitTransform(Table("x", .float([.infinity, nil, -.infinity])))
    #expect(columns[0].doubles == [nil, nil, nil])
  }

  @Test func extremesOfFewerThanKPeopleAreNotClippedTo() throws {
    let table = Table("x", .float([1e6, 5, 4, 3, 2, .infinity]), people: [1, 2, 3, 4, 5, 6])
    let fitted = try MinMaxScaler.make(["inf": "clip"]).fit(table, k: 2)
    #expect(fitted.limits?[0].limits == 3...5)
    #expect(throws: TransformError.tooFewPeople(column: "x", k: 4)) {
      try MinMaxScaler.make(["inf": "clip"]).fit(table, k: 4)
    }
  }

  @Test func stateOfAnotherPolicyIsRefused() throws {
    let table = Table("x", .float([1, 2, 4]))
    let fitted = try StandardScaler().fit(table)
    #expect(throws: TransformError.badState(problem: "it has no limits to clip infinities to")) {
      try StandardScaler.make(["inf": "clip"]).transform(table.rows, fitted)
    }
  }

  @Test func limitsOfOtherColumnsAreRefused() throws {
    let state = try StandardScaler.make(["inf": "clip"]).fit(Table("x", .float([1, 2, 4])))
    let moved = FittedNormalization(
      state.columns, limits: [FittedLimits(name: "y", limits: 1...4)])
    #expect(throws: TransformError.badState(problem: "its limits are of other columns")) {
      try FittedNormalization<FittedScaling>(json: moved.json)
    }
  }
}
