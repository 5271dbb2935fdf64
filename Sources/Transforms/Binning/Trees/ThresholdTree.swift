import Columns

/// A decision tree on one number: its thresholds, rising, and what its leaves predict, from left to right.
struct ThresholdTree: Sendable, Equatable {
  let thresholds: [Double]
  /// One more than thresholds.
  let predictions: [Double]

  var bins: BinEdges { BinEdges(edges: thresholds, closed: .right) }
}
