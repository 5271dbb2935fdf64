import Columns

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

extension SplineTransformer {
  func transform(_ rows: Rows, _ fitted: FittedColumns<Knots>) throws(TransformError) -> [Column] {
    try rows.requireColumns(fitted.columns.count)
    var columns: [Column] = []
    for (column, fitted) in zip(rows.columns, fitted.columns) {
      guard fitted.knots.count == knotCount else {
        throw .badState(problem: "the knots of column `\(fitted.name)` are more or fewer than `n_knots`")
      }
      try rows.requireFinite(column, named: fitted.name)
      try rows.require(handleMissing, in: column, named: fitted.name)
      let numbers = try column.requiredNumbers(named: fitted.name)
      let basis = BSplineBasis(base: fitted.knots, degree: degree, isPeriodic: extrapolation == .periodic)
      if extrapolation == .error { try refuse(numbers, outside: basis, column, rows, named: fitted.name) }
      for values in splines(numbers, column.validity, basis) {
        try rows.requireFinite(values, named: fitted.name)
        columns.append(Column(.float(values)))
      }
    }
    return columns
  }

  private func refuse(
    _ numbers: Buffer<Double>, outside basis: BSplineBasis, _ column: Column, _ rows: Rows, named name: String
  ) throws(TransformError) {
    let (low, high) = (basis.lowerBound, basis.upperBound)
    let outside = numbers.withUnsafeBufferPointer { numbers in
      column.validity.withBytes { validity in
        (0..<numbers.count).first { !(numbers[$0] >= low && numbers[$0] <= high) && validity?.bit($0) ?? true }
      }
    }
    guard let outside else { return }
    throw rows.badValue(in: name, at: outside, "the value lies beyond the knots")
  }

  /// The splines that are put out, all of them computed in one walk over the rows.
  private func splines(_ numbers: Buffer<Double>, _ validity: Bitmap?, _ basis: BSplineBasis) -> [Buffer<Double>] {
    let count = extrapolation == .periodic ? knotCount - 1 : basis.count
    // One spline after the other.
    let all = Buffer<Double>(count: count * numbers.count) { memory in
      memory.initialize(repeating: 0)
      guard let target = memory.baseAddress else { return }
      numbers.withUnsafeBufferPointer { numbers in
        basis.knots.withUnsafeBufferPointer { knots in
          validity.withBytes { fill(target, count, numbers, $0, knots, basis) }
        }
      }
    }
    return all.withUnsafeBufferPointer { all in
      (0..<(includeBias ? count : count - 1)).map { spline in
        Buffer(count: numbers.count) { memory in
          _ = memory.initialize(
            from: UnsafeBufferPointer(rebasing: all[(spline * numbers.count)..<((spline + 1) * numbers.count)]))
        }
      }
    }
  }

  private func fill(
    _ target: UnsafeMutablePointer<Double>, _ count: Int, _ numbers: NumberKernels.Values,
    _ validity: NumberKernels.Validity?, _ knots: NumberKernels.Values, _ basis: BSplineBasis
  ) {
    let degree = degree
    let (low, high) = (basis.lowerBound, basis.upperBound)
    let isConstant = extrapolation == .constant, isLinear = extrapolation == .linear
    let period = extrapolation == .periodic ? high - low : 0
    let ends = isLinear ? (basis.valuesAndSlopes(at: low), basis.valuesAndSlopes(at: high)) : nil
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * (degree + 1)) { scratch in
      let values = UnsafeMutableBufferPointer(rebasing: scratch[..<(degree + 1)])
      let before = UnsafeMutableBufferPointer(rebasing: scratch[(degree + 1)...])
      for row in 0..<numbers.count where validity?.bit(row) ?? true {
        var x = numbers[row]
        if let ends, x < low || x > high {
          let end = x < low ? ends.0 : ends.1
          let distance = x < low ? x - low : x - high
          for index in 0...degree {
            target[(end.first &+ index) &* numbers.count &+ row] = end.values[index] + distance * end.slopes[index]
          }
          continue
        }
        if isConstant { x = x < low ? low : x > high ? high : x }
        if extrapolation == .periodic { x = period > 0 ? low + Self.remainder(x - low, period) : 0 }
        let interval = BSplineBasis.interval(of: x, knots, degree: degree)
        BSplineBasis.evaluate(x, in: interval, knots, degree: degree, values, before)
        for index in 0...degree {
          // Of periodic splines the last ones are the first again.
          let spline = interval &- degree &+ index
          target[(spline < count ? spline : spline &- count) &* numbers.count &+ row] += values[index]
        }
      }
    }
  }

  /// With the sign of the divisor, which is positive.
  private static func remainder(_ value: Double, _ divisor: Double) -> Double {
    let remainder = fmod(value, divisor)
    return remainder < 0 ? remainder + divisor : remainder
  }
}
