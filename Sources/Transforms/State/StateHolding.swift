package import Configuration

/// What a member of a fitted state was found to hold.
package struct StateHolding: Sendable {
  /// Where it stands: `columns[2].categories`.
  package let path: String
  /// The column it was learned from, where the state says so.
  package let column: String?
  package let holding: StateMember.Holding
  /// Texts, values or numbers in it; rows, where it holds those.
  package let count: Int
  /// Rows of each, where the state counts them.
  package let counts: [Int64]?

  /// What the fitted values of a step hold, in the order of the declarations; `undeclared` counts what they do not name.
  package static func found(in fitted: JSON, _ members: [StateMember]) -> [StateHolding] {
    found(in: fitted, members, path: "", column: nil)
  }

  /// Members that no declaration names: nobody can say what they hold.
  package static func undeclared(in fitted: JSON, _ members: [StateMember]) -> Int {
    guard let object = fitted.object else { return 1 }
    return object.reduce(0) { count, found in
      guard let member = members.first(where: { $0.name == found.name }) else { return count + 1 }
      guard case .parts(let parts) = member.holding, found.value != .null else { return count }
      return (found.value.array ?? []).reduce(count) { $0 + undeclared(in: $1, parts) }
    }
  }

  private static func found(
    in object: JSON, _ members: [StateMember], path: String, column: String?
  ) -> [StateHolding] {
    let column = object["name"]?.string ?? column
    return members.flatMap { member -> [StateHolding] in
      guard let value = object[member.name], value != .null else { return [] }
      let path = path.isEmpty ? member.name : "\(path).\(member.name)"
      switch member.holding {
      case .structure: return []
      case .parts(let members):
        return (value.array ?? []).enumerated().flatMap { position, part in
          found(in: part, members, path: "\(path)[\(position)]", column: column)
        }
      case .categories(let counts), .values(let counts):
        let beside = counts.flatMap { object[$0]?.array }.map { $0.compactMap(\.int) }
        return [StateHolding(path, column, member.holding, value, counts: beside)]
      case .counts: return [StateHolding(path, column, member.holding, value, counts: numbers(in: value))]
      case .orderStatistics, .statistics, .rows:
        return [StateHolding(path, column, member.holding, value, counts: nil)]
      }
    }.filter { $0.count > 0 }
  }

  private init(
    _ path: String, _ column: String?, _ holding: StateMember.Holding, _ value: JSON, counts: [Int64]?
  ) {
    self.path = path
    self.column = column
    self.holding = holding
    self.counts = counts
    count = value.array?.count { $0 != .null } ?? 1
  }

  private static func numbers(in value: JSON) -> [Int64] {
    value.array?.compactMap(\.int) ?? value.int.map { [$0] } ?? []
  }
}
