import Columns

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The penalized log loss at a point, with its gradient and Hessian. The unknowns are, logit by logit, the intercept and
/// the coefficients.
struct LogisticDerivatives {
  private let logitCount: Int
  /// Unknowns of a logit: the intercept first.
  private let width: Int
  private(set) var loss = 0.0
  private(set) var gradient: [Double]
  private(set) var hessian: SymmetricMatrix

  init(logitCount: Int, width: Int) {
    self.logitCount = logitCount
    self.width = width
    gradient = Array(repeating: 0, count: logitCount * width)
    hessian = SymmetricMatrix(order: logitCount * width)
  }

  /// Rows that are worked on together; a multiple of the eight lanes.
  private static let height = 512

  /// Adds a chunk of rows.
  mutating func add(_ columns: [Buffer<Double>], _ means: [Double], _ codes: Buffer<Int32>, at point: [Double]) {
    // Beside each other in the cache: a column of ones and the centred columns; then, logit by logit, what the model
    // gives and the residuals; last the weights of a block of the Hessian, and a weighted column.
    let (inputs, logits, residuals) = (0, width, width + logitCount)
    let (weights, weighted) = (width + 2 * logitCount, width + 2 * logitCount + 1)
    let memory = Buffer<Double>(count: (weighted + 1) * Self.height) { $0.initialize(repeating: 0) }
    memory.withUnsafeBufferPointer { readable in
      // The scratch memory is this call's own: nobody else reads it.
      let cells = UnsafeMutableBufferPointer(mutating: readable)
      func column(_ index: Int) -> UnsafeMutablePointer<Double> { cells.baseAddress! + index * Self.height }
      for start in stride(from: 0, to: codes.count, by: Self.height) {
        let count = min(Self.height, codes.count - start)
        let padded = (count + 7) / 8 * 8
        for row in 0..<padded { column(inputs)[row] = row < count ? 1 : 0 }
        for (index, values) in columns.enumerated() {
          let (target, mean) = (column(inputs + 1 + index), means[index])
          values.withUnsafeBufferPointer { values in
            for row in 0..<count { target[row] = values[start &+ row] - mean }
          }
          for row in count..<padded { target[row] = 0 }
        }
        for logit in 0..<logitCount {
          let target = column(logits + logit)
          for row in 0..<padded { target[row] = 0 }
          for index in 0..<width {
            let (factor, source) = (point[logit * width + index], column(inputs + index))
            for row in 0..<padded { target[row] += factor * source[row] }
          }
        }
        codes.withUnsafeBufferPointer { codes in
          let codes = UnsafeBufferPointer(rebasing: codes[start..<(start + count)])
          if logitCount == 1 {
            loss += Self.respondToTwo(column(logits), column(residuals), codes)
          } else {
            loss += Self.respondToMany(column(logits), column(residuals), codes, logitCount)
          }
        }
        for logit in 0..<logitCount {
          for index in 0..<width {
            gradient[logit * width + index] += Self.product(readable, inputs + index, residuals + logit, padded)
          }
          for other in 0...logit {
            let (a, b, target) = (column(logits + logit), column(logits + other), column(weights))
            for row in 0..<padded { target[row] = (logit == other ? a[row] : 0) - a[row] * b[row] }
            for left in 0..<width {
              let (source, product) = (column(inputs + left), column(weighted))
              for row in 0..<padded { product[row] = source[row] * target[row] }
              for right in 0...left {
                let sum = Self.product(readable, inputs + right, weighted, padded)
                hessian[logit * width + left, other * width + right] += sum
                if logit != other && left != right { hessian[logit * width + right, other * width + left] += sum }
              }
            }
          }
        }
      }
    }
  }

  /// Turns logits into probabilities of the class of code 2, writes their residuals; the loss.
  private static func respondToTwo(
    _ logits: UnsafeMutablePointer<Double>, _ residuals: UnsafeMutablePointer<Double>,
    _ codes: UnsafeBufferPointer<Int32>
  ) -> Double {
    var loss = 0.0
    for row in 0..<codes.count {
      let (logit, isLast) = (logits[row], codes[row] == 2)
      let small = exp(-abs(logit))
      let probability = (logit >= 0 ? 1 : small) / (1 + small)
      loss += log1p(small) + (isLast == (logit >= 0) ? 0 : abs(logit))
      logits[row] = probability
      residuals[row] = probability - (isLast ? 1 : 0)
    }
    clear(logits, residuals, from: codes.count)
    return loss
  }

  /// The same over all classes, `count` columns beside each other.
  private static func respondToMany(
    _ logits: UnsafeMutablePointer<Double>, _ residuals: UnsafeMutablePointer<Double>,
    _ codes: UnsafeBufferPointer<Int32>, _ count: Int
  ) -> Double {
    var loss = 0.0
    for row in 0..<codes.count {
      var largest = logits[row]
      for logit in 1..<count { largest = max(largest, logits[logit &* height &+ row]) }
      let own = logits[(Int(codes[row]) &- 1) &* height &+ row] - largest
      var sum = 0.0
      for logit in 0..<count {
        let power = exp(logits[logit &* height &+ row] - largest)
        logits[logit &* height &+ row] = power
        sum += power
      }
      loss += log(sum) - own
      for logit in 0..<count {
        let place = logit &* height &+ row
        logits[place] /= sum
        residuals[place] = logits[place] - (Int(codes[row]) == logit &+ 1 ? 1 : 0)
      }
    }
    for logit in 0..<count { clear(logits + logit * height, residuals + logit * height, from: codes.count) }
    return loss
  }

  private static func clear(
    _ logits: UnsafeMutablePointer<Double>, _ residuals: UnsafeMutablePointer<Double>, from end: Int
  ) {
    for row in end..<(end + 7) / 8 * 8 {
      logits[row] = 0
      residuals[row] = 0
    }
  }

  private static func product(_ cells: NumberKernels.Values, _ left: Int, _ right: Int, _ rows: Int) -> Double {
    let width = height / 8
    var lanes = NumberKernels.Lanes.zero
    for block in 0..<(rows / 8) {
      lanes += NumberKernels.load(cells, left &* width &+ block) * NumberKernels.load(cells, right &* width &+ block)
    }
    return lanes.sum()
  }

  /// Adds penalty/2·|w|², without the intercepts.
  mutating func penalize(_ point: [Double], by penalty: Double, rowCount: Int) {
    for unknown in gradient.indices where unknown % width != 0 {
      loss += penalty / 2 * point[unknown] * point[unknown]
      gradient[unknown] += penalty * point[unknown]
      hessian[unknown, unknown] += penalty
    }
    guard logitCount > 1 else { return }
    // A number added to all intercepts changes nothing: hold their sum where it is, at 0.
    for logit in 0..<logitCount {
      for other in 0...logit { hessian[logit * width, other * width] += Double(rowCount) }
    }
  }
}
