import Columns
import Configuration

extension PowerTransformer {
  /// All values of a column: an exponent cannot be fitted in one pass.
  struct Collected: ColumnStatistics {
    fileprivate let method: Method
    fileprivate var values = ColumnValues()
    fileprivate var crowd: Crowd

    mutating func update(_ numbers: Numbers) throws(TransformError) {
      if method == .boxCox { try numbers.requirePositive() }
      values.update(numbers.values, numbers.validity)
      crowd.update(numbers.rows, numbers.validity)
    }

    mutating func merge(_ other: Collected) {
      values.merge(other.values)
      crowd.merge(other.crowd)
    }
  }

  func collected(_ context: FitContext) -> Collected { Collected(method: method, crowd: Crowd(k: context.k)) }

  func fit(_ collected: Collected, named name: String) throws(TransformError) -> ScaledColumn {
    // In order of size, so that sums do not depend on the order of rows.
    let values = Buffer(RadixSort.sorted(collected.values.allValues))
    guard values.count > 0 else { throw .unfittable(column: name, problem: "has no value to fit an exponent on") }
    try collected.crowd.require(column: name)
    let moments = Moments(values, validity: nil)
    try moments.requireFinite(column: name)
    if moments.isConstant && method == .boxCox {
      throw .unfittable(column: name, problem: "is constant, and box-cox has no exponent for it")
    }
    let lambda = moments.isConstant ? 1 : try PowerLikelihood(values, method).exponent(column: name)
    guard standardize else { return ScaledColumn(name: name, lambda: lambda, mean: 0, scale: 1) }
    let transformed = Buffer<Double>(count: values.count) { memory in
      values.withUnsafeBufferPointer { _ = memory.initialize(from: $0) }
      method.apply(lambda, to: memory)
    }
    let result = Moments(transformed, validity: nil)
    try result.requireFinite(column: name)
    return ScaledColumn(
      name: name, lambda: lambda, mean: result.mean, scale: result.isConstant ? 1 : result.variance.squareRoot())
  }
}

extension Numbers {
  /// Refuses what Box-Cox has no result for, naming the row.
  fileprivate func requirePositive() throws(TransformError) {
    let isPresent = validity
    let first = values.withUnsafeBufferPointer { values in
      isPresent.withBytes { validity in values.indices.first { values[$0] <= 0 && validity?.bit($0) ?? true } }
    }
    guard let first else { return }
    throw rows.badValue(in: name, at: first, PowerTransformer.Method.notPositive)
  }
}
