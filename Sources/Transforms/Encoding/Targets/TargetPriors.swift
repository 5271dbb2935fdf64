/// The target of one output column over all rows: what a category's mean is drawn to.
struct TargetPriors {
  /// In the order of the parts.
  let byPart: [Moments]
  let all: Moments

  /// Merged within each part category by category in their order, then part by part, so that the order of rows has
  /// little say.
  init(_ cells: TargetCells, _ categories: [TargetCategory], _ output: TargetOutput, parts: Int) {
    var byPart = [Moments](repeating: Moments(), count: parts)
    for category in categories {
      for cell in category.cells { byPart[cell.part].merge(cells.targets.moments(of: cell.number, for: output)) }
    }
    self.byPart = byPart
    all = .merged(byPart)
  }

  func without(_ part: Int) -> Moments { .merged(byPart.indices.lazy.filter { $0 != part }.map { byPart[$0] }) }

  /// Whether every row has rows in other parts.
  var isFolded: Bool { byPart.count { $0.count > 0 } > 1 }
}
