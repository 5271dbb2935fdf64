/// How much a column says about a person, from nothing to the person themselves.
///
/// A total order; an output inherits the join (the maximum) of its inputs, and only a privacy rule lowers it.
package enum Sensitivity: Int, Sendable, Comparable, CaseIterable {
  /// Says nothing about one person.
  case `public`
  /// Identifies together with others: birth year, postcode, place.
  case quasi
  /// A token: identifies for whoever holds the key.
  case pseudonym
  /// Identifies by itself: a name, an e-mail, a number of an account.
  case direct
  /// Text in which anything may stand.
  case freeText
  /// GDPR Art. 9: health, belief, origin and the like.
  case special

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  package func join(_ other: Self) -> Self { max(self, other) }

  /// The name in plans, manifests and diagnostics.
  package var name: String {
    switch self {
    case .public: "public"
    case .quasi: "quasi-identifier"
    case .pseudonym: "pseudonym"
    case .direct: "direct identifier"
    case .freeText: "free text"
    case .special: "special category"
    }
  }

  /// Whether a column of this sensitivity may reach a step, an output or a fitted state.
  package var mayLeave: Bool { self <= .pseudonym }
}
