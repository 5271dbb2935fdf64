import Columns
import Configuration

/// What the target encoders share: everything but their formula.
protocol TargetLearner: CategoryEncoder where Statistics == TargetStatistics, Fitted == TargetEncodings {
  associatedtype Formula: TargetFormula
  var formula: Formula { get }
  var crossFit: CrossFit { get }
  /// The column of the rows' times, where `crossFit` goes by it.
  var time: Located<String>? { get }
  var unknownPolicy: UnknownPolicy { get }
  var missingPolicy: MissingCategory { get }
  var noise: TargetNoise? { get }
  func kind(of target: Field?) throws(TransformError) -> TargetKind
  /// Whether each class of the target has output columns of its own.
  var isMulticlass: Bool { get }
  /// Whether the formula means nothing for a target of one class.
  var needsTwoClasses: Bool { get }
}

extension TargetLearner {
  static var needsTarget: Bool { true }
  static var unknownPolicies: [UnknownPolicy] { [.value, .returnNan, .error] }

  var companions: [Located<String>] { time.map { [$0] } ?? [] }
  var noise: TargetNoise? { nil }
  var isMulticlass: Bool { false }
  var needsTwoClasses: Bool { false }

  /// The inputs without the time.
  func features(_ inputs: [Field]) -> [Field] { Array(inputs.dropLast(companions.count)) }

  func check(_ inputs: [Field], target: Field?) throws(TransformError) {
    _ = try kind(of: target)
    try features(inputs).requireCategories()
    if time != nil { try Array(inputs.suffix(1)).requireTimes() }
  }

  func outputs(_ inputs: [Field], _ fitted: TargetEncodings?) -> [OutputField] {
    features(inputs).enumerated().flatMap { position, field in
      let isNullable =
        unknownPolicy == .returnNan || missingPolicy == .returnNan && field.isNullable || time != nil
      guard isMulticlass else {
        return [OutputField(field.encoded(as: .float, isNullable: isNullable), replaces: position)]
      }
      return (fitted?.classes ?? ["*"]).map { name in
        OutputField(
          field.derived("\(field.name)_\(name)", as: .float, isNullable: isNullable),
          replaces: position, isOpen: fitted == nil)
      }
    }
  }

  func statistics(_ context: FitContext) -> TargetStatistics {
    let k = crossFit == .others ? context.k.map { $0 + 1 } : context.k
    return TargetStatistics(
      Self.name, inputs: features(context.inputs), target: context.target, k: k, kind: try? kind(of: context.target),
      crossFit: crossFit, time: time?.value, missing: missingPolicy)
  }

  // MARK: - Rows

  func transform(_ rows: Rows, _ fitted: TargetEncodings) throws(TransformError) -> [Column] {
    try rows.require(fitted.inputs ?? [])
    var outputs: [Column] = []
    for (column, input) in zip(fitted.columns, rows.columns) {
      let codes = column.lookup.codes(of: input)
      try rows.settle(
        codes, lastUnknown: CategoryLookup.lastUnknown(missing: false), of: column.name,
        refused: unknownPolicy == .error && !column.foldsRare)
      try rows.require(missingPolicy, in: input, named: column.name)
      for (output, neutral) in fitted.neutral.enumerated() {
        let unseen = unknownPolicy == .returnNan && !column.foldsRare ? .nan : neutral
        let missing = missingPolicy == .returnNan ? .nan : column.missing?[output] ?? neutral
        let start = output * column.lookup.texts.count - CategoryLookup.first
        outputs.append(
          codes.numbers(codeCount: column.lookup.codeCount) { code in
            switch code {
            case CategoryLookup.unknown: unseen
            case CategoryLookup.missing: missing
            default: column.encodings[start + code]
            }
          })
      }
    }
    return outputs
  }

  func transformFitted(_ rows: Rows, _ fitted: TargetEncodings) throws(TransformError) -> [Column] {
    guard let outOfSample = fitted.outOfSample else { return try transform(rows, fitted) }
    try rows.require(fitted.inputs ?? [])
    let partOfRow = try outOfSample.parts.find(
      rows, time: fitted.time.flatMap { _ in rows.columns.last }, named: fitted.time)
    var outputs: [Column] = []
    for (position, state) in zip(fitted.columns, outOfSample.columns).enumerated() {
      let (column, own) = state
      let input = rows.columns[position]
      let codes = column.lookup.codes(of: input)
      var encoded: [Buffer<Double>] = []
      if own.leftOut.isEmpty {
        let cells = own.cells.find(codes, partOfRow, parts: outOfSample.parts.count)
        encoded = own.tables.map { cells.lookUp(in: $0) }
      } else {
        guard let target = rows.target else {
          throw .unusableTarget(problem: "`\(Self.name)` leaves out each row's own target, and there is none")
        }
        for leftOut in own.leftOut {
          let numbers = try leftOut.encode(codes, target)
          // The sum of the others may lie beyond doubles where that of all does not.
          try rows.requireFinite(
            numbers, named: column.name, problem: "the targets of the other rows are too large to add up")
          encoded.append(numbers)
        }
      }
      let gaps = missingPolicy == .returnNan ? input.validity : nil
      for numbers in encoded {
        var numbers = numbers
        if let noise {
          numbers = numbers.multiplied(by: noise.factors(rows, output: outputs.count))
          // NaN is a gap.
          if let row = numbers.withUnsafeBufferPointer({ $0.firstIndex(where: \.isInfinite) }) {
            throw rows.badValue(in: column.name, at: row, "its encoding is too large to be multiplied by noise")
          }
        }
        outputs.append(Column(numbersOrGaps: numbers, mayHaveGaps: time != nil, validity: gaps))
      }
    }
    return outputs
  }
}

extension CellNumbers {
  /// Where the encoding of each row stands in a table of `OutOfSample`.
  fileprivate func find(_ codes: Buffer<Int32>, _ partOfRow: Buffer<Int32>, parts: Int) -> Buffer<Int32> {
    let cells = Int32(count(categories: 0))
    return Buffer(count: codes.count) { memory in
      codes.withUnsafeBufferPointer { codes in
        partOfRow.withUnsafeBufferPointer { partOfRow in
          if let fixedParts {
            let width = Int32(fixedParts)
            for row in 0..<memory.count { memory[row] = codes[row] &* width &+ partOfRow[row] }
          } else {
            for row in 0..<memory.count {
              let part = partOfRow[row]
              let cell = part < 0 ? cells + Int32(parts) : find(category: codes[row], part: part) ?? cells + part
              memory[row] = cell
            }
          }
        }
      }
    }
  }
}

extension Column {
  /// A float column of the numbers; those that are NaN, and rows without validity, are missing.
  init(numbersOrGaps numbers: Buffer<Double>, mayHaveGaps: Bool, validity: Bitmap? = nil) {
    guard mayHaveGaps || validity != nil else {
      self.init(.float(numbers))
      return
    }
    let isPresent = numbers.withUnsafeBufferPointer { numbers in
      validity.withBytes { validity in
        Bitmap(count: numbers.count) { !numbers[$0].isNaN && validity?.bit($0) ?? true }
      }
    }
    let clean = Buffer<Double>(count: numbers.count) { memory in
      numbers.withUnsafeBufferPointer { numbers in
        isPresent.bytes.withUnsafeBufferPointer { isPresent in
          for row in 0..<memory.count { memory[row] = isPresent.bit(row) ? numbers[row] : 0 }
        }
      }
    }
    self.init(.float(clean), validity: isPresent)
  }
}

extension Buffer<Double> {
  fileprivate func multiplied(by factors: Buffer<Double>) -> Buffer<Double> {
    Buffer(count: count) { memory in
      withUnsafeBufferPointer { numbers in
        factors.withUnsafeBufferPointer { factors in
          for row in 0..<memory.count { memory[row] = numbers[row] * factors[row] }
        }
      }
    }
  }
}
