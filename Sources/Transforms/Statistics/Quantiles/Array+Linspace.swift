extension [Double] {
  /// numpy's `linspace`: `count` numbers from `start` to `end` in equal steps, both ends among them if there are two.
  static func linspace(from start: Double, to end: Double, count: Int) -> [Double] {
    guard count > 1 else { return count == 1 ? [start] : [] }
    let step = (end - start) / Double(count - 1)
    return (0..<(count - 1)).map { Double($0) * step + start } + [end]
  }
}
