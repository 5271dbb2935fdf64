/// A member of a fitted state's JSON: its name, and what it holds of the rows that were fitted on.
///
/// One list for each fitted type says both: the reader refuses a state with other members, and `featurize check` tells
/// from it what an artefact reveals. A plain string stands for what holds nothing of any row: names of columns,
/// references, flags.
package struct StateMember: Sendable, Equatable, ExpressibleByStringLiteral {
  package enum Holding: Sendable, Equatable {
    /// Names of columns, positions, flags; values that the pipeline itself gives.
    case structure
    /// Texts that occur in the data; `counts`: the member beside it with the rows of each.
    case categories(counts: String?)
    /// Values that occur in the data, or may; as `categories`.
    case values(counts: String?)
    /// Numbers of rows.
    case counts
    /// Extremes, quantiles, edges: numbers that somebody has, or that lie between two people's.
    case orderStatistics
    /// Means, deviations, scores: numbers that many rows make together.
    case statistics
    /// Rows as they were.
    case rows
    /// Objects with these members.
    case parts([StateMember])
  }

  package let name: String
  package let holding: Holding

  package init(stringLiteral name: String) { self.init(name, .structure) }

  package init(_ name: String, _ holding: Holding) {
    self.name = name
    self.holding = holding
  }

  static func categories(_ name: String, counts: String? = nil) -> StateMember {
    StateMember(name, .categories(counts: counts))
  }

  static func values(_ name: String, counts: String? = nil) -> StateMember {
    StateMember(name, .values(counts: counts))
  }

  static func counts(_ name: String) -> StateMember { StateMember(name, .counts) }
  static func orderStatistics(_ name: String) -> StateMember { StateMember(name, .orderStatistics) }
  static func statistics(_ name: String) -> StateMember { StateMember(name, .statistics) }
  static func rows(_ name: String) -> StateMember { StateMember(name, .rows) }
  static func parts(_ name: String, _ members: [StateMember]) -> StateMember { StateMember(name, .parts(members)) }
}
