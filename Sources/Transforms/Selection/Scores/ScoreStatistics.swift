import Columns

/// What the selections collect that score features one by one: for each feature what its score function needs, over
/// classes or a numeric target that all features share.
///
/// Only mutual information with a continuous variable keeps rows. Nothing but scores leaves them.
struct ScoreStatistics: Accumulator {
  enum Feature: Codable {
    case classMoments(ClassMoments)
    case coMoments(CoMoments)
    case classSums(ClassSums)
    case contingency(Contingency)
    /// A continuous feature, chunk by chunk, for mutual information.
    case values([Buffer<Double>])
    /// A discrete feature, for mutual information with a continuous target.
    case codes(CodedRows)
  }

  let names: [String]
  let targetName: String
  let function: ScoreFunction
  private(set) var features: [Feature]
  /// Of a target to be classified.
  private(set) var classes: Levels
  private(set) var classCounts: [Int] = []
  /// Of a target to be regressed on.
  private(set) var target = Moments()
  private(set) var crowd: Crowd
  /// The rows of the target, where an estimate needs them: its values, or its classes, and the hashes that tell equal
  /// values apart.
  private(set) var targetValues: [Buffer<Double>] = []
  private(set) var targetCodes: [Buffer<Int32>] = []
  private(set) var hashes: [Buffer<UInt64>] = []

  init(_ function: ScoreFunction, _ context: FitContext) {
    self.function = function
    names = context.inputs.map(\.name)
    targetName = context.target?.name ?? ""
    classes = Levels(type: context.target?.type ?? .int)
    crowd = Crowd(k: context.k)
    features = context.inputs.map { field in
      switch function {
      case .classF: .classMoments(ClassMoments())
      case .regressionF, .correlation: .coMoments(CoMoments())
      case .chiSquared: .classSums(ClassSums())
      case .classInformation: field.isDiscrete ? .contingency(Contingency(type: field.type)) : .values([])
      case .regressionInformation: field.isDiscrete ? .codes(CodedRows(type: field.type)) : .values([])
      }
    }
  }

  private var isRegression: Bool { function.isRegression }

  /// Whether an estimate from neighbouring rows is among the scores.
  private var keepsRows: Bool {
    features.contains {
      switch $0 {
      case .values, .codes: true
      default: false
      }
    }
  }

  var heldByteCount: Int {
    let chunks = features.reduce(0) { bytes, feature in
      if case .values(let chunks) = feature { bytes + chunks.reduce(0) { $0 + $1.byteCount } } else { bytes }
    }
    return chunks + hashes.reduce(0) { $0 + $1.byteCount }
  }

  mutating func update(_ rows: Rows) throws(TransformError) {
    let column = try rows.target(for: function.rawValue, named: targetName)
    for (name, column) in zip(names, rows.columns) { try rows.requirePresent(column, named: name) }
    guard rows.count > 0 else { return }
    crowd.update(rows, nil)
    if keepsRows { hashes.append(rows.drawHashes) }
    if isRegression { try updateRegression(rows, column) } else { try updateClasses(rows, column) }
  }

  private mutating func updateRegression(_ rows: Rows, _ column: Column) throws(TransformError) {
    guard let targets = column.numbers else {
      throw .wrongType(column: targetName, expected: "int or float", found: column.valueType)
    }
    let chunk = Moments(targets, validity: nil)
    for (index, name) in names.enumerated() {
      switch features[index] {
      case .coMoments(var own):
        let other = CoMoments(try rows.numbers(of: index, named: name), targets, target: chunk)
        own.merge(other, target: target, otherTarget: chunk)
        features[index] = .coMoments(own)
      case .values(let chunks): features[index] = .values(chunks + [try rows.numbers(of: index, named: name)])
      case .codes(var codes):
        features[index] = .values([])  // gives up the old copy, so that the update is in place
        codes.update(rows.columns[index])
        features[index] = .codes(codes)
      case .classMoments, .classSums, .contingency: break
      }
    }
    target.merge(chunk)
    if keepsRows { targetValues.append(targets) }
  }

  private mutating func updateClasses(_ rows: Rows, _ column: Column) throws(TransformError) {
    let codes = classes.codes(of: column)
    growClasses()
    if keepsRows { targetCodes.append(codes) }
    codes.withUnsafeBufferPointer { for code in $0 { classCounts[Int(code)] &+= 1 } }
    for (index, name) in names.enumerated() {
      switch features[index] {
      case .classMoments(var moments):
        moments.update(try rows.numbers(of: index, named: name), classes: codes, count: classes.count)
        features[index] = .classMoments(moments)
      case .classSums(var sums):
        let numbers = try rows.numbers(of: index, named: name)
        if let row = numbers.withUnsafeBufferPointer({ $0.firstIndex { $0 < 0 } }) {
          throw rows.badValue(in: name, at: row, "the value is negative, which chi2 cannot take")
        }
        sums.update(numbers, classes: codes, count: classes.count)
        features[index] = .classSums(sums)
      case .contingency(var table):
        features[index] = .values([])  // gives up the old copy, so that the update is in place
        table.update(rows.columns[index], classes: codes, count: classes.count)
        features[index] = .contingency(table)
      case .values(let chunks): features[index] = .values(chunks + [try rows.numbers(of: index, named: name)])
      case .coMoments, .codes: break
      }
    }
  }

  mutating func merge(_ other: ScoreStatistics) throws(TransformError) {
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
        features[index] = .values([])
        try own.merge(other, codes: codes, column: names[index])
        features[index] = .contingency(own)
      case (.coMoments(var own), .coMoments(let others)):
        own.merge(others, target: target, otherTarget: other.target)
        features[index] = .coMoments(own)
      case (.values(let own), .values(let others)): features[index] = .values(own + others)
      case (.codes(var own), .codes(let other)):
        features[index] = .values([])
        try own.merge(other, column: names[index])
        features[index] = .codes(own)
      default: preconditionFailure("statistics of one transformer are merged")
      }
    }
    target.merge(other.target)
    targetValues += other.targetValues
    let inOwnCodes = codes.map { Int32(truncatingIfNeeded: $0) }
    targetCodes += other.targetCodes.map { $0.lookUp(in: inOwnCodes) }
    hashes += other.hashes
    crowd.merge(other.crowd)
  }

  private mutating func growClasses() {
    classCounts.append(contentsOf: repeatElement(0, count: classes.count - classCounts.count))
  }
}
