import Columns

extension ScoreStatistics {
  /// The score of each feature, by its place.
  func scores() throws(TransformError) -> [Score] {
    let rowCount = function.isRegression ? target.count : classCounts.reduce(0, +)
    guard rowCount > 0 else { throw .unusableTarget(problem: "there is no row to learn the scores from") }
    if function.isRegression {
      try target.requireFinite(column: targetName)
    } else if classCounts.count(where: { $0 > 0 }) < 2 {
      throw .unusableTarget(problem: "the target `\(targetName)` has one class only")
    }
    if let first = names.first { try crowd.require(column: first) }
    let classCount = classCounts.count { $0 > 0 }
    // The target's rows are made ready once for all features.
    lazy var targets = targetValues.scaledAndTold(apartBy: hashes, stream: names.count)
    lazy var targetCodes = self.targetCodes.flatMap(\.array)
    var scores: [Score] = []
    for (index, feature) in features.enumerated() {
      switch feature {
      case .classMoments(let moments):
        for moments in moments.classes { try moments.requireFinite(column: names[index]) }
        let f = moments.analysisOfVariance
        scores.append(
          Score(f, pValue: f.flatMap { FDistribution.survival($0, classCount - 1, rowCount - classCount) }))
      case .coMoments(let coMoments):
        try coMoments.moments.requireFinite(column: names[index])
        if function == .correlation {
          scores.append(Score(coMoments.correlation(target: target)))
        } else {
          let f = coMoments.regressionF(target: target)
          scores.append(Score(f, pValue: FDistribution.survival(f, 1, rowCount - 2)))
        }
      case .classSums(let sums):
        let chiSquared = sums.chiSquared(classCounts: classCounts)
        scores.append(
          Score(chiSquared, pValue: chiSquared.flatMap { ChiSquareDistribution.survival($0, classCount - 1) }))
      case .contingency(let table): scores.append(Score(table.mutualInformation))
      case .values(let chunks):
        let values = chunks.scaledAndTold(apartBy: hashes, stream: index)
        scores.append(
          Score(
            function.isRegression
              ? NeighborInformation.between(values, targets)
              : NeighborInformation.between(values, classes: targetCodes, count: classCounts.count)))
      case .codes(let rows):
        scores.append(
          Score(
            NeighborInformation.between(targets, classes: rows.chunks.flatMap(\.array), count: rows.levels.count)))
      }
    }
    return scores
  }
}
