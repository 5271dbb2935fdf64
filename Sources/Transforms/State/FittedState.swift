package import Configuration

/// What fitting yields: data only, never code, and no person in it.
package protocol FittedState: Sendable, Equatable {
  init(json: JSON) throws(TransformError)
  var json: JSON { get }
  /// The inputs it was fitted on, in order; `nil` for a state that goes with any.
  var inputs: [String]? { get }
}

/// The fitted values of a transformer that learns nothing.
package struct NothingFitted: FittedState {
  package init() {}
  package init(json: JSON) {}
  package var json: JSON { [:] }
  package var inputs: [String]? { nil }
}
