import Configuration

/// Which ends belong to a window that reaches back from a row: pandas' words.
enum WindowClosure: String, ParameterWord {
  case right, left, both, neither

  /// Whether the row itself is in the window.
  var holdsOwnRow: Bool { self == .right || self == .both }
  /// Whether the far end is.
  var holdsStart: Bool { self == .left || self == .both }
}

/// Whether the row itself is among the rows of the past that it sees (`right`), or only those before it (`left`).
enum PastClosure: String, ParameterWord { case right, left }
