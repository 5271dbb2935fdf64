import Columns
import Configuration
import Testing

@testable import Transforms

/// What the members of a fitted state are declared to hold is what they hold: `featurize check` relies on it.
extension ConformanceTests {
  @Test(arguments: ConformanceCase.inCatalog)
  func membersWithoutDataHoldNone(_ sample: ConformanceCase) throws {
    let fit = try Sample(sample)
    // Names of columns, and what the pipeline says: the rest would be of the rows.
    var known = Set(fit.table.fields.map(\.name) + [fit.table.targetField?.name].compactMap(\.self))
    known.formUnion(fit.transformer.json.map(Self.texts) ?? [])
    let state = fit.fitted.json
    let entry = try #require(Catalog.entry(named: type(of: fit.transformer).name))
    for leaf in Self.undeclared(state, entry.stateMembers) {
      switch leaf.value {
      case .string(let text): #expect(known.contains(text), "\(leaf.name): \(text)")
      case .float(let number): Issue.record("\(leaf.name): \(number)")
      default: break
      }
    }
    // A declaration that the document does not follow says nothing.
    #expect(throws: Never.self) { try entry.checkState(state) }
    #expect(StateHolding.undeclared(in: state, entry.stateMembers) == 0)
  }

  @Test func declarationsAreFound() throws {
    let held: [(String, StateMember.Holding)] = [
      ("knn_imputer", .rows), ("count_encoder", .categories(counts: "counts")), ("count_encoder", .counts),
      ("one_hot_encoder", .categories(counts: nil)), ("min_max_scaler", .orderStatistics),
      ("standard_scaler", .statistics), ("random_sample_imputer", .values(counts: "counts")),
      ("count_vectorizer", .categories(counts: nil)), ("group_imputer", .categories(counts: nil)),
      ("kbins_discretizer", .orderStatistics), ("target_encoder", .categories(counts: nil)),
    ]
    for (name, holding) in held {
      let samples = ConformanceCase.inCatalog.filter { $0.testDescription.contains(name) }
      try #require(!samples.isEmpty, "\(name)")
      let found = try samples.flatMap { sample in
        StateHolding.found(in: try Sample(sample).fitted.json, Catalog.entry(named: name)?.stateMembers ?? [])
      }
      #expect(found.contains { $0.holding == holding && $0.count > 0 }, "\(name)")
    }
  }

  /// The leaves of members that are declared to hold nothing of any row.
  private static func undeclared(_ json: JSON, _ members: [StateMember]) -> [JSON.Member] {
    members.flatMap { member -> [JSON.Member] in
      guard let value = json[member.name] else { return [] }
      switch member.holding {
      case .structure: return leaves(value).map { JSON.Member(member.name, $0) }
      case .parts(let members): return (value.array ?? []).flatMap { undeclared($0, members) }
      default: return []
      }
    }
  }

  private static func leaves(_ json: JSON) -> [JSON] {
    switch json {
    case .array(let elements): elements.flatMap(leaves)
    case .object(let members): members.flatMap { leaves($0.value) }
    default: [json]
    }
  }

  private static func texts(_ json: JSON) -> [String] { leaves(json).compactMap(\.string) }
}
