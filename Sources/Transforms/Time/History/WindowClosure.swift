import Configuration

/// Which ends belong to a window that reaches back from a row: pandas' words.
enum WindowClosure: String, ParameterWord {
  case right, left, both, neither

  /// Whether the row itself is in the window.
  var holdsOwnRow: Bool { self == .right || self == .both }
  /// Whether the far end is.
  var holdsStart: Bool { self == .left || self == .both }
}
