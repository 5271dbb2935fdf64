import Columns

/// What `select_k_best` collects: for each feature what its score function needs, over classes or a numeric target that
/// all features share.
struct SelectionStatistics: Accumulator {
  private enum Feature: Codable {
    case classMoments(ClassMoments)
    case coMoments(CoMoments)
    case classSums(ClassSums)
    case contingency(Contingency)
  }

  private let names: [String]
  private let targetName: String
  private var features: [Feature]
  /// Of a target to be classified.
  private var classes: Levels
  private var classCounts: [Int] = []
  /// Of a target to be regressed on.
  private var target = Moments()
  private let isRegression: Bool
  private var crowd: Crowd

  init(_ scoreFunction: SelectKBest.ScoreFunction, _ context: FitContext) {
    names = context.inputs.map(\.name)
    targetName = context.target?.name ?? ""
    classes = Levels(type: context.target?.type ?? .int)
    isRegression = scoreFunction == .regressionF
    crowd = Crowd(k: context.k)
    features = context.inputs.map { field in
      switch scoreFunction {
      case .classF: .classMoments(ClassMoments())
      case .regressionF: .coMoments(CoMoments())
      case .chiSquared: .classSums(ClassSums())
      case .mutualInformation: .contingency(Contingency(type: field.type))
      }
    }
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    guard let column = rows.target else { throw .unusableTarget(problem: "`select_k_best` needs a target") }
    if let row = column.firstMissing {
      throw .unusableTarget(problem: "the target `\(targetName)` is missing in row \(rows.rowNumbers[row])")
    }
    for (name, column) in zip(names, rows.columns) {
      guard let row = column.firstMissing else { continue }
      throw .badValue(column: name, row: Int(rows.rowNumbers[row]), problem: "the value is missing")
    }
    guard rows.count > 0 else { return }
    crowd.update(rows, nil)
    if isRegression { try updateRegression(rows, column) } else { try updateClasses(rows, column) }
  }

  private mutating func updateRegression(_ rows: Rows, _ column: Column) throws(TransformError) {
    guard let targets = column.numbers else {
      throw .wrongType(column: targetName, expected: "int or float", found: column.valueType)
    }
    try rows.requireFinite(targets, named: targetName)
    let chunk = Moments(targets, validity: nil)
    for (index, name) in names.enumerated() {
      guard case .coMoments(var own) = features[index] else { continue }
      let other = CoMoments(try rows.numbers(of: index, named: name), targets, target: chunk)
      own.merge(other, target: target, otherTarget: chunk)
      features[index] = .coMoments(own)
    }
    target.merge(chunk)
  }

  private mutating func updateClasses(_ rows: Rows, _ column: Column) throws(TransformError) {
    let codes = classes.codes(of: column)
    growClasses()
    codes.withUnsafeBufferPointer { for code in $0 { classCounts[Int(code)] &+= 1 } }
    for (index, name) in names.enumerated() {
      switch features[index] {
      case .classMoments(var moments):
        moments.update(try rows.numbers(of: index, named: name), classes: codes, count: classes.count)
        features[index] = .classMoments(moments)
      case .classSums(var sums):
        let numbers = try rows.numbers(of: index, named: name)
        if let row = numbers.withUnsafeBufferPointer({ $0.firstIndex { $0 < 0 } }) {
          throw .badValue(
            column: name, row: Int(rows.rowNumbers[row]), problem: "the value is negative, which chi2 cannot take")
        }
        sums.update(numbers, classes: codes, count: classes.count)
        features[index] = .classSums(sums)
      case .contingency(var table):
        features[index] = .coMoments(CoMoments())  // gives up the old copy, so that the update is in place
        table.update(rows.columns[index], classes: codes, count: classes.count)
        features[index] = .contingency(table)
      case .coMoments: break
      }
    }
  }

  mutating func merge(_ other: SelectionStatistics) throws(TransformError) {
    let codes = classes.merge(other.classes)
    try classes.requireRoom(column: targetName)
    growClasses()
    for (code, count) in other.classCounts.enumerated() { classCounts[codes[code]] += count }
    for index in names.indices {
      switch (features[index], other.features[index]) {
      case (.classMoments(var own), .classMoments(let other)):
        own.merge(other, codes: codes, count: classes.count)
        features[index] = .classMoments(own)
      case (.classSums(var own), .classSums(let other)):
        own.merge(other, codes: codes, count: classes.count)
        features[index] = .classSums(own)
      case (.contingency(var own), .contingency(let other)):
        features[index] = .coMoments(CoMoments())
        try own.merge(other, codes: codes, column: names[index])
        features[index] = .contingency(own)
      case (.coMoments(var own), .coMoments(let others)):
        own.merge(others, target: target, otherTarget: other.target)
        features[index] = .coMoments(own)
      default: preconditionFailure("statistics of one transformer are merged")
      }
    }
    target.merge(other.target)
    crowd.merge(other.crowd)
  }

  private mutating func growClasses() {
    classCounts.append(contentsOf: repeatElement(0, count: classes.count - classCounts.count))
  }

  /// The score of each feature, by its place; `nil` where the data define none.
  func scores() throws(TransformError) -> [Double?] {
    let rowCount = isRegression ? target.count : classCounts.reduce(0, +)
    guard rowCount > 0 else { throw .unusableTarget(problem: "there is no row to learn the scores from") }
    if isRegression {
      try target.requireFinite(column: targetName)
    } else if classCounts.count(where: { $0 > 0 }) < 2 {
      throw .unusableTarget(problem: "the target `\(targetName)` has one class only")
    }
    if let first = names.first { try crowd.require(column: first) }
    var scores: [Double?] = []
    for (name, feature) in zip(names, features) {
      switch feature {
      case .classMoments(let moments):
        for moments in moments.classes { try moments.requireFinite(column: name) }
        scores.append(moments.analysisOfVariance)
      case .coMoments(let coMoments):
        try coMoments.moments.requireFinite(column: name)
        scores.append(coMoments.regressionF(target: target))
      case .classSums(let sums): scores.append(sums.chiSquared(classCounts: classCounts))
      case .contingency(let table): scores.append(table.mutualInformation)
      }
    }
    return scores.map { $0.flatMap { $0.isNaN ? nil : min($0, .greatestFiniteMagnitude) } }
  }
}
