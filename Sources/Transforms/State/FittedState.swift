package import Configuration

/// What fitting yields: data only, never code, and no person in it.
package protocol FittedState: Sendable, Equatable {
  /// The members of its JSON, and what each holds of the rows that were fitted on.
  static var members: [StateMember] { get }
  init(json: JSON) throws(TransformError)
  var json: JSON { get }
  /// The inputs it was fitted on, in order; `nil` for a state that goes with any.
  var inputs: [String]? { get }
}

/// The fitted values of a transformer that learns nothing.
package struct NothingFitted: FittedState {
  package init() {}
  package static let members: [StateMember] = []
  package init(json: JSON) {}
  package var json: JSON { [:] }
  package var inputs: [String]? { nil }
}
