import Columns

/// What was collected of one input column, on the way to its encodings.
struct ColumnFitting {
  let cells: TargetCells
  let categories: [TargetCategory]
  /// Those of at least k people: only they are named and learned from.
  let learned: [TargetCategory]
  let foldsRare: Bool
  let outputs: [TargetOutput]
  let priors: [TargetPriors]
  let parts: RowParts
  /// Of each part.
  let people: Crowds

  init(
    cells: TargetCells, categories: [TargetCategory], outputs: [TargetOutput], priors: [TargetPriors],
    parts: RowParts, people: Crowds
  ) {
    self.cells = cells
    self.categories = categories
    self.outputs = outputs
    self.priors = priors
    self.parts = parts
    self.people = people
    learned =
      cells.people.hasFloor
      ? categories.filter { cells.people.areLargeEnough(together: $0.cells.lazy.map(\.number)) } : categories
    foldsRare = learned.count < categories.count
  }

  private func moments(_ cell: TargetCategory.Cell, _ output: TargetOutput) -> Moments {
    cells.targets.moments(of: cell.number, for: output)
  }

  /// The state, learned from all rows.
  func column(named name: String, _ formula: some TargetFormula) -> TargetEncodings.Column {
    let encodings = zip(outputs, priors).map { output, prior in
      let all = learned.map { category in
        var moments = Moments()
        for cell in category.cells { moments.merge(self.moments(cell, output)) }
        return moments
      }
      return formula.encodings(of: TargetGroup(prior: prior.all, categories: all))
    }
    let texts = learned.compactMap(\.text)
    return TargetEncodings.Column(
      name: name, lookup: CategoryLookup(texts), encodings: encodings.flatMap { $0.prefix(texts.count) },
      missing: learned.count > texts.count ? encodings.map { $0[texts.count] } : nil, foldsRare: foldsRare)
  }

  /// The code of a learned category in the lookup of its column.
  private func code(_ position: Int) -> Int {
    learned[position].text == nil ? CategoryLookup.missing : CategoryLookup.first + position
  }

  func outOfSample(
    _ lookup: CategoryLookup, _ formula: some TargetFormula, _ crossFit: CrossFit, positive: [String]?
  ) -> OutOfSample.Column {
    switch crossFit {
    case .folds(let folds):
      return OutOfSample.Column(
        cells: CellNumbers(parts: folds.count),
        tables: zip(outputs, priors).map { otherFolds(lookup.codeCount, folds.count, formula, $0, $1) }, leftOut: [])
    case .earlier: return earlierPeriods(formula)
    case .others:
      return OutOfSample.Column(
        cells: CellNumbers(parts: 1), tables: [], leftOut: outputs.map { leftOut(lookup.codeCount, $0, positive) })
    }
  }

  /// By code and fold: learned from the rows of the other folds.
  private func otherFolds(
    _ codeCount: Int, _ folds: Int, _ formula: some TargetFormula, _ output: TargetOutput, _ priors: TargetPriors
  ) -> [Double] {
    var table = [Double](repeating: 0, count: codeCount * folds)
    let known = learned.map { category in category.cells.map { moments($0, output) } }
    for fold in 0..<folds where priors.byPart[fold].count > 0 {
      let prior = priors.without(fold)
      let neutral = formula.neutral(prior)
      for code in 0..<codeCount { table[code * folds + fold] = neutral }
      let others = zip(learned, known).map { category, known in
        var others = Moments()
        guard isLargeEnough(category, without: fold) else { return others }
        for (cell, moments) in zip(category.cells, known) where cell.part != fold { others.merge(moments) }
        return others
      }
      let encodings = formula.encodings(of: TargetGroup(prior: prior, categories: others))
      for (position, encoding) in encodings.enumerated() { table[code(position) * folds + fold] = encoding }
    }
    return table
  }

  /// Whether at least k people stand behind the category's rows of the other folds.
  private func isLargeEnough(_ category: TargetCategory, without fold: Int) -> Bool {
    guard cells.people.hasFloor else { return true }
    return cells.people.areLargeEnough(together: category.cells.filter { $0.part != fold }.map(\.number))
  }

  /// By cell, and by part for rows of other categories: learned from the rows of earlier parts.
  private func earlierPeriods(_ formula: some TargetFormula) -> OutOfSample.Column {
    let order = parts.inOrder
    var numbers = CellNumbers(parts: nil)
    var cellsOfPart = [[(position: Int, cell: TargetCategory.Cell, number: Int)]](repeating: [], count: order.count)
    for (position, category) in learned.enumerated() {
      for cell in category.cells {
        let number = numbers.cell(category: code(position), part: order[cell.part])
        cellsOfPart[cell.part].append((position, cell, number))
      }
    }
    let cellCount = numbers.count(categories: 0)
    let tables = zip(outputs, priors).map { output, priors in
      // After the cells one place for each part, and one for rows of no part.
      var table = [Double](repeating: .nan, count: cellCount + order.count + 1)
      var group = TargetGroup(prior: Moments(), categories: learned.map { _ in Moments() })
      var (crowd, crowds) = (people.empty(1), cells.people.empty(learned.count))
      for (rank, part) in order.enumerated() {
        if group.prior.count > 0 && crowd.isLargeEnough(0) {
          let encode = formula.encoder(of: group)
          let neutral = formula.neutral(group.prior)
          table[cellCount + part] = neutral
          for (position, _, number) in cellsOfPart[rank] {
            let earlier = group.categories[position]
            table[number] = earlier.count > 0 && crowds.isLargeEnough(position) ? encode(earlier) : neutral
          }
        }
        group.prior.merge(priors.byPart[rank])
        crowd.merge(people, group: part, into: 0)
        for (position, cell, _) in cellsOfPart[rank] {
          group.add(moments(cell, output), to: position)
          crowds.merge(cells.people, group: cell.number, into: position)
        }
      }
      return table
    }
    return OutOfSample.Column(cells: numbers, tables: tables, leftOut: [])
  }

  private func leftOut(_ codeCount: Int, _ output: TargetOutput, _ positive: [String]?) -> LeftOut {
    var counts = [Int64](repeating: 0, count: codeCount)
    var sums = [PreciseSum](repeating: PreciseSum(), count: codeCount)
    for (position, category) in learned.enumerated() {
      for cell in category.cells {
        counts[code(position)] += cells.targets.rowCount(of: cell.number)
        sums[code(position)].merge(cells.targets.sum(of: cell.number, for: output))
      }
    }
    var rowCount: Int64 = 0
    var sum = PreciseSum()
    for cell in categories.lazy.flatMap(\.cells) {
      rowCount += cells.targets.rowCount(of: cell.number)
      sum.merge(cells.targets.sum(of: cell.number, for: output))
    }
    return LeftOut(counts: counts, sums: sums, rowCount: rowCount, sum: sum, positive: positive)
  }
}
