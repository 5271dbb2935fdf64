extension Double {
  /// Held within `bounds`, if there are any.
  func clamped(to bounds: ClosedRange<Double>?) -> Double {
    guard let bounds else { return self }
    return Swift.min(Swift.max(self, bounds.lowerBound), bounds.upperBound)
  }
}
